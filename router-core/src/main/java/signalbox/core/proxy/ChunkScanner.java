package signalbox.core.proxy;

import io.netty.buffer.ByteBuf;

/// Follows a chunked body and accepts only its plainest form: hexadecimal sizes of at most eight digits, no extensions,
/// no trailers, CRLF line ends (RFC 9112 §7.1). One per connection; confined to its event loop.
final class ChunkScanner {
    private static final int MAX_DIGITS = 8;

    private enum At {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END_CR,
        END_LF
    }

    private At at = At.SIZE;
    private int digits;
    private long size;

    void reset() {
        at = At.SIZE;
        digits = 0;
        size = 0;
    }

    /// Goes over the readable bytes of `in` without moving its indexes.
    ///
    /// @return how many bytes belong to the body when it ends in here, or -1 when all do and more is to come
    /// @throws Refused at the first byte that does not belong there
    int scan(ByteBuf in) throws Refused {
        int end = in.writerIndex();
        int i = in.readerIndex();
        while (i < end) {
            if (at == At.DATA) {
                long skip = Math.min(size, end - i);
                size -= skip;
                i += (int) skip;
                at = size == 0 ? At.DATA_CR : At.DATA;
            } else if (step(in.getByte(i++))) {
                return i - in.readerIndex();
            }
        }
        return -1;
    }

    private boolean step(byte b) throws Refused {
        switch (at) {
            case SIZE -> size(b);
            case SIZE_LF -> {
                expect(b == '\n');
                at = size == 0 ? At.END_CR : At.DATA;
            }
            case DATA_CR -> next(b == '\r', At.DATA_LF);
            case DATA_LF -> {
                next(b == '\n', At.SIZE);
                digits = 0;
            }
            case END_CR -> next(b == '\r', At.END_LF);
            case END_LF -> {
                expect(b == '\n');
                return true;
            }
            case DATA -> throw new IllegalStateException("data is skipped, not stepped");
        }
        return false;
    }

    private void size(byte b) throws Refused {
        if (b == '\r') {
            next(digits > 0, At.SIZE_LF);
            return;
        }
        int digit = Character.digit(b, 16);
        expect(digit >= 0 && digits < MAX_DIGITS);
        size = digits++ == 0 ? digit : size * 16 + digit;
    }

    private void next(boolean right, At then) throws Refused {
        expect(right);
        at = then;
    }

    private static void expect(boolean right) throws Refused {
        if (!right) {
            throw Refused.badRequest(
                    "malformed_chunk", "The chunked body is not well-formed. Extensions and trailers are not taken.");
        }
    }
}
