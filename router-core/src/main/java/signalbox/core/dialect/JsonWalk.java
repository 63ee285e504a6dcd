package signalbox.core.dialect;

/// Follows JSON documents byte by byte, cut anywhere, and tells a [Visitor] where values begin and end. It keeps no
/// text but the name at hand, and never fails: what makes no sense is noted as broken. Fast where answers are long, in
/// strings.
final class JsonWalk {
    private static final int DEEPEST = 64;

    private final Visitor visitor;
    private final byte[] name = new byte[AnswerKey.LONGEST];
    private final byte[] keys = new byte[DEEPEST];
    private long arrays;
    private int depth;
    private int nameLength;
    private boolean nameNext;
    private boolean inName;
    private boolean inText;
    private boolean escaped;
    private int hexLeft;
    private boolean inScalar;
    private boolean closed;
    private boolean broken;

    /// What is told while walking. `at` is an index into the buffer being fed.
    interface Visitor {
        /// A value begins at the depth of [JsonWalk#depth] (0 is the document itself) with byte `first`.
        void begins(byte first, int at);

        /// A text or a container that began at the present depth ends before `at`.
        void ends(byte last, int at);

        /// Bytes of the text at hand that stand for themselves.
        void text(byte[] bytes, int from, int to);

        /// A character of the text at hand that is written as an escape, and is at most so many bytes of UTF-8.
        void escape(int most);

        /// A byte of a number or a literal.
        void scalar(byte part);

        /// The value after a comma at the present depth comes next.
        void next();
    }

    JsonWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    void reset() {
        depth = 0;
        nameNext = false;
        inName = false;
        inText = false;
        escaped = false;
        hexLeft = 0;
        inScalar = false;
        closed = false;
        broken = false;
    }

    /// How many containers are open.
    int depth() {
        return depth;
    }

    /// The key that the value at hand has in the container open at that depth; none in an array.
    byte key(int at) {
        return at < DEEPEST ? keys[at] : AnswerKey.NONE;
    }

    boolean array(int at) {
        return at < DEEPEST && (arrays >>> at & 1) != 0;
    }

    /// Whether the bytes since the last reset are one whole object or array, and nothing else.
    boolean oneDocument() {
        return closed && !broken && depth == 0 && !inScalar;
    }

    void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (inName || inText) {
                i = quoted(bytes, i, to);
            } else {
                structure(bytes[i], i);
                i++;
            }
        }
    }

    private int quoted(byte[] bytes, int from, int to) {
        if (escaped) {
            escape(bytes[from]);
            return from + 1;
        }
        if (hexLeft > 0 && isHex(bytes[from])) {
            hexLeft--;
            return from + 1;
        }
        hexLeft = 0;
        int at = ByteSearch.quoteOrBackslash(bytes, from, to);
        if (inName) {
            keep(bytes, from, at);
        } else if (at > from) {
            visitor.text(bytes, from, at);
        }
        if (at == to) {
            return to;
        }
        if (bytes[at] == '\\') {
            escaped = true;
        } else if (inName) {
            inName = false;
            setKey(nameLength <= AnswerKey.LONGEST ? AnswerKey.of(name, nameLength) : AnswerKey.NONE);
        } else {
            inText = false;
            visitor.ends((byte) '"', at + 1);
        }
        return at + 1;
    }

    /// The byte after a backslash. Half of a surrogate pair counts as three bytes, so a pair as more than its four.
    private void escape(byte kind) {
        escaped = false;
        if (inName) {
            nameLength = Integer.MAX_VALUE;
            return;
        }
        hexLeft = kind == 'u' ? 4 : 0;
        visitor.escape(kind == 'u' ? 3 : 1);
    }

    private static boolean isHex(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length <= AnswerKey.LONGEST && nameLength <= AnswerKey.LONGEST - length) {
            System.arraycopy(bytes, from, name, nameLength, length);
            nameLength += length;
        } else if (length > 0) {
            nameLength = Integer.MAX_VALUE;
        }
    }

    private void structure(byte c, int at) {
        switch (c) {
            case '"' -> quote(at);
            case '{', '[' -> open(c, at);
            case '}', ']' -> close(c, at);
            case ',' -> {
                inScalar = false;
                nameNext = depth > 0 && !array(depth);
                visitor.next();
            }
            case ':' -> nameNext = false;
            case ' ', '\n', '\r', '\t' -> inScalar = false;
            default -> {
                if (!inScalar) {
                    inScalar = true;
                    begins(c, at);
                }
                visitor.scalar(c);
            }
        }
    }

    private void quote(int at) {
        inScalar = false;
        if (nameNext) {
            nameNext = false;
            inName = true;
            nameLength = 0;
        } else {
            begins((byte) '"', at);
            inText = true;
        }
    }

    private void begins(byte first, int at) {
        if (closed) {
            broken = true;
        }
        visitor.begins(first, at);
    }

    private void open(byte c, int at) {
        inScalar = false;
        begins(c, at);
        depth++;
        boolean array = c == '[';
        if (depth < DEEPEST) {
            arrays = array ? arrays | 1L << depth : arrays & ~(1L << depth);
        }
        setKey(AnswerKey.NONE);
        nameNext = !array;
    }

    private void close(byte c, int at) {
        inScalar = false;
        nameNext = false;
        if (depth == 0 || depth < DEEPEST && array(depth) != (c == ']')) {
            broken = true;
            return;
        }
        depth--;
        closed |= depth == 0;
        visitor.ends(c, at + 1);
    }

    private void setKey(byte key) {
        if (depth < DEEPEST) {
            keys[depth] = key;
        }
    }
}
