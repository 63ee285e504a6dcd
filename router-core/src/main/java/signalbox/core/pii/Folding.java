package signalbox.core.pii;

import java.text.Normalizer;

/// Makes look-alike characters alike: full-width, circled and mathematical letters and digits become ASCII (NFKC),
/// digits of other scripts become ASCII digits, all kinds of spaces and dashes become one, and what has no width or
/// only sets the direction is left out. Plain ASCII is its own normal form and is not copied. Pure.
///
/// @param text the normalised text
/// @param places for each of its characters where it stood; null when nothing moved
record Folding(Text text, int[] places) {
    private static final char[] BASIC = table();

    static Folding of(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] >= 0x80) {
                return fold(chars, from, to);
            }
        }
        return new Folding(new Text(chars, from, to), null);
    }

    /// Where a finding in the normalised text lies in the text as given, counted from its beginning.
    Finding place(Finding found) {
        if (places == null) {
            return new Finding(found.kind(), found.what(), found.start() - text.from(), found.end() - text.from());
        }
        return new Finding(found.kind(), found.what(), places[found.start()], places[found.end() - 1] + 1);
    }

    private static Folding fold(char[] chars, int from, int to) {
        char[] folded = new char[to - from];
        int[] places = new int[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(chars[i + 1])) {
                c = supplementary(Character.toCodePoint(c, chars[i + 1]));
                i++;
            } else if (c >= 0x80) {
                c = BASIC[c];
            }
            if (c != 0) {
                folded[length] = c;
                places[length] = i - from;
                length++;
            }
        }
        return new Folding(new Text(folded, 0, length), places);
    }

    private static char[] table() {
        char[] table = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            table[c] = c < 0x80 ? (char) c : folded(c);
        }
        return table;
    }

    private static char supplementary(int codePoint) {
        // mathematical and enclosed letters and digits; nothing else out there folds to ASCII
        boolean foldable = codePoint >= 0x1D400 && codePoint <= 0x1D7FF || codePoint >= 0x1F100 && codePoint <= 0x1F1FF;
        boolean tag = codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
        if (tag) {
            return 0;
        }
        return foldable || Character.isDigit(codePoint) ? folded(codePoint) : '\uFFFD';
    }

    private static char folded(int codePoint) {
        int type = Character.getType(codePoint);
        switch (type) {
            case Character.FORMAT, Character.CONTROL -> {
                return 0;
            }
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                return ' ';
            }
            case Character.DASH_PUNCTUATION -> {
                return '-';
            }
            case Character.DECIMAL_DIGIT_NUMBER -> {
                return (char) ('0' + Character.digit(codePoint, 10));
            }
            default -> {
                return compatible(codePoint);
            }
        }
    }

    private static char compatible(int codePoint) {
        boolean invisible = codePoint >= 0xFE00 && codePoint <= 0xFE0F || codePoint == 0x034F || codePoint == 0x3164;
        if (invisible) {
            return 0;
        }
        if (codePoint == 0x2212) {
            return '-';
        }
        if (Character.isSurrogate((char) codePoint) && codePoint <= Character.MAX_VALUE) {
            return '\uFFFD';
        }
        String normal = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        if (normal.length() == 1) {
            return normal.charAt(0);
        }
        return codePoint <= Character.MAX_VALUE ? (char) codePoint : '\uFFFD';
    }
}
