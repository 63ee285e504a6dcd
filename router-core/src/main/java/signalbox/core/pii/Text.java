package signalbox.core.pii;

import java.util.Locale;

/// A normalised piece of text under scan, with the tests that detectors share. Reading beyond either end gives zero.
record Text(char[] chars, int from, int to) {
    private static final int CONTEXT = 48;

    char at(int i) {
        return i >= from && i < to ? chars[i] : 0;
    }

    boolean digit(int i) {
        char c = at(i);
        return c >= '0' && c <= '9';
    }

    boolean letter(int i) {
        return letter(at(i));
    }

    boolean word(int i) {
        return letter(i) || digit(i);
    }

    boolean startsWith(String prefix, int start) {
        if (start < from || start + prefix.length() > to) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (chars[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// What stands right before `end`, in lower case: where a label such as "SSN:" would be.
    String before(int end) {
        int start = Math.max(from, end - CONTEXT);
        return new String(chars, start, end - start).toLowerCase(Locale.ROOT);
    }

    String part(int start, int end) {
        return new String(chars, start, end - start);
    }

    static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 && Character.isLetter(c);
    }
}
