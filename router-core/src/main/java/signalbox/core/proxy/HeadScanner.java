package signalbox.core.proxy;

import signalbox.core.dialect.DialectError;

/// Reads a request head byte by byte and accepts only what every HTTP/1.1 parser reads the same way: ASCII, CRLF line
/// ends, no folded lines, no space before a colon, at most 64 headers, not both a length and a transfer coding. One per
/// connection; confined to its event loop.
///
/// Source: RFC 9112 §2.2, §3, §5 (the strict reading of each), and the framing rules of RFC 9112 §6.3.
final class HeadScanner {
    /// Largest head, in bytes, and largest request line in it.
    static final int MAX_HEAD = 16 << 10;

    static final int MAX_LINE = 8 << 10;
    static final int MAX_HEADERS = 64;

    private enum At {
        START,
        EMPTY_LINE_LF,
        REQUEST_LINE,
        REQUEST_LINE_LF,
        LINE_START,
        NAME,
        VALUE,
        VALUE_LF,
        END_LF
    }

    private At at = At.START;
    private boolean skippedEmptyLine;
    private int headers;
    private int nameStart;
    private boolean framedByLength;
    private boolean framedByCoding;

    /// Makes ready for the next head.
    void reset() {
        at = At.START;
        skippedEmptyLine = false;
        headers = 0;
        framedByLength = false;
        framedByCoding = false;
    }

    /// Goes on at `from`, where the last call stopped; `head` holds the whole head so far from index 0.
    ///
    /// @return the index after the head's end, or -1 when more is needed
    /// @throws Refused at the first byte that does not belong there
    int scan(byte[] head, int from, int to) throws Refused {
        for (int i = from; i < to; i++) {
            if (step(head, i)) {
                return i + 1;
            }
        }
        if (to >= MAX_HEAD) {
            throw tooLong(431, "headers_too_large", "The request headers are larger than 16 KiB.");
        }
        return -1;
    }

    private boolean step(byte[] head, int i) throws Refused {
        byte b = head[i];
        switch (at) {
            case START -> start(b);
            case EMPTY_LINE_LF -> {
                expect(b == '\n');
                skippedEmptyLine = true;
                at = At.START;
            }
            case REQUEST_LINE -> requestLine(b, i);
            case REQUEST_LINE_LF, VALUE_LF -> {
                expect(b == '\n');
                at = At.LINE_START;
            }
            case LINE_START -> lineStart(b, i);
            case NAME -> name(head, i);
            case VALUE -> value(b);
            case END_LF -> {
                expect(b == '\n');
                return true;
            }
        }
        return false;
    }

    /// One empty line before a request is allowed (RFC 9112 §2.2): old clients send one after a body.
    private void start(byte b) throws Refused {
        if (b == '\r' && !skippedEmptyLine) {
            at = At.EMPTY_LINE_LF;
        } else {
            expect(b >= 'A' && b <= 'Z');
            at = At.REQUEST_LINE;
        }
    }

    private void requestLine(byte b, int i) throws Refused {
        if (b == '\r') {
            at = At.REQUEST_LINE_LF;
        } else {
            expect(b >= ' ' && b < 0x7f);
            if (i >= MAX_LINE) {
                throw tooLong(414, "address_too_long", "The address of the request is too long.");
            }
        }
    }

    private void lineStart(byte b, int i) throws Refused {
        if (b == '\r') {
            at = At.END_LF;
            return;
        }
        if (b == ' ' || b == '\t') {
            throw Refused.badRequest("folded_header", "A header must stand on one line.");
        }
        expect(isToken(b));
        if (++headers > MAX_HEADERS) {
            throw tooLong(431, "too_many_headers", "The request has more than " + MAX_HEADERS + " headers.");
        }
        nameStart = i;
        at = At.NAME;
    }

    private void name(byte[] head, int i) throws Refused {
        if (head[i] != ':') {
            expect(isToken(head[i]));
            return;
        }
        framing(head, nameStart, i);
        at = At.VALUE;
    }

    private void value(byte b) throws Refused {
        if (b == '\r') {
            at = At.VALUE_LF;
        } else {
            expect(b >= ' ' && b < 0x7f || b == '\t');
        }
    }

    /// A body framed twice is how requests are smuggled; the decoder behind would quietly prefer one of the two.
    private void framing(byte[] head, int from, int to) throws Refused {
        boolean byLength = named(head, from, to, "content-length");
        boolean byCoding = named(head, from, to, "transfer-encoding");
        if (byLength && framedByLength || byCoding && framedByCoding) {
            throw ambiguous();
        }
        framedByLength |= byLength;
        framedByCoding |= byCoding;
        if (framedByLength && framedByCoding) {
            throw ambiguous();
        }
    }

    private static boolean named(byte[] head, int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((head[from + i] | 0x20) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// `tchar` of RFC 9110 §5.6.2, without the underscore: gateways that map `-` and `_` to one confuse the two.
    private static boolean isToken(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "!#$%&'*+-.^`|~".indexOf(b) >= 0;
    }

    private static void expect(boolean right) throws Refused {
        if (!right) {
            throw Refused.badRequest("malformed_request", "The request is not well-formed HTTP/1.1.");
        }
    }

    private static Refused ambiguous() {
        return Refused.badRequest(
                "ambiguous_length", "The request must say once how long its body is: a length or chunks, not both.");
    }

    private static Refused tooLong(int status, String code, String message) {
        return new Refused(status, DialectError.Type.TOO_LARGE, code, message);
    }
}
