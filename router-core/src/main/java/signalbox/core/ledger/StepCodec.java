package signalbox.core.ledger;

import signalbox.core.plan.Step;

/// Writes explanation steps. A step's shape (rule, subject, verdict and the detail with its figures taken out) occurs
/// again and again, so it is one name; the figures follow as numbers.
final class StepCodec {
    private static final char SEPARATOR = '\0';
    private static final char FIGURE = '\1';
    private static final int MOST_DIGITS = 17;
    private static final Step.Verdict[] VERDICTS = Step.Verdict.values();

    private StepCodec() {}

    static void write(RecordWriter out, Step step) {
        String detail = step.detail();
        var shape = new StringBuilder(step.rule().length() + step.subject().length() + detail.length() + 4);
        plain(shape, step.rule()).append(SEPARATOR);
        plain(shape, step.subject()).append(SEPARATOR);
        shape.append((char) ('0' + step.verdict().ordinal())).append(SEPARATOR);
        boolean figures = false;
        for (int i = 0; i < detail.length(); ) {
            int digits = digits(detail, i);
            shape.append(digits == 0 ? plain(detail.charAt(i)) : FIGURE);
            figures |= digits > 0;
            i += Math.max(1, digits);
        }
        out.name(shape.toString());
        if (figures) {
            writeFigures(out, detail);
        }
    }

    static Step read(RecordReader in) {
        String shape = in.name();
        int subject = shape.indexOf(SEPARATOR) + 1;
        int verdict = shape.indexOf(SEPARATOR, subject) + 1;
        int template = verdict + 2;
        var detail = new StringBuilder(shape.length() + 16);
        for (int i = template; i < shape.length(); i++) {
            char c = shape.charAt(i);
            if (c == FIGURE) {
                readFigure(in, detail);
            } else {
                detail.append(c);
            }
        }
        return new Step(
                shape.substring(0, subject - 1),
                shape.substring(subject, verdict - 1),
                VERDICTS[shape.charAt(verdict) - '0'],
                detail.toString());
    }

    /// A figure is its value; when it starts with a zero that would be lost, its length too.
    private static void writeFigures(RecordWriter out, String detail) {
        for (int i = 0; i < detail.length(); i++) {
            int digits = digits(detail, i);
            if (digits > 0) {
                boolean padded = digits > 1 && detail.charAt(i) == '0';
                long value = Long.parseLong(detail, i, i + digits, 10);
                out.unsigned(value << 1 | (padded ? 1 : 0));
                if (padded) {
                    out.unsigned(digits);
                }
                i += digits - 1;
            }
        }
    }

    private static void readFigure(RecordReader in, StringBuilder detail) {
        long figure = in.unsigned();
        if ((figure & 1) != 0) {
            detail.repeat('0', in.count() - Long.toString(figure >>> 1).length());
        }
        detail.append(figure >>> 1);
    }

    /// How many digits stand at `from`, at most as many as a figure may have.
    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < MOST_DIGITS && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from;
    }

    /// Steps are plain sentences; the two control characters that the shape uses cannot be part of one.
    private static StringBuilder plain(StringBuilder shape, String text) {
        if (text.indexOf(SEPARATOR) < 0 && text.indexOf(FIGURE) < 0) {
            return shape.append(text);
        }
        for (int i = 0; i < text.length(); i++) {
            shape.append(plain(text.charAt(i)));
        }
        return shape;
    }

    private static char plain(char c) {
        return c == SEPARATOR || c == FIGURE ? ' ' : c;
    }
}
