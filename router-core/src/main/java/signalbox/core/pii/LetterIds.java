package signalbox.core.pii;

import java.util.Locale;
import java.util.regex.Pattern;

/// Numbers that begin with letters: bank accounts, UK national insurance numbers, Spanish foreigners' numbers, Italian
/// fiscal codes. Found from their first digit.
final class LetterIds {
    // fixed length, no repetition within a repetition: these cannot run away
    private static final Pattern NINO = Pattern.compile("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\\d{6}[A-D]");
    private static final Pattern NIE = Pattern.compile("[XYZ]\\d{7}[A-Z]");
    private static final Pattern FISCAL = Pattern.compile("[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]");
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private LetterIds() {}

    /// @param word where the word begins that the digit belongs to, or that stands one space before it
    static Finding at(Text text, int word, int digit) {
        int letters = digit - word;
        Finding found = letters == 2 ? Ibans.at(text, word) : null;
        if (found != null) {
            return found;
        }
        String what =
                switch (letters) {
                    case 1 -> "es-nie";
                    case 2, 3 -> "uk-nino";
                    case 6 -> "it-fiscal-code";
                    default -> null;
                };
        int length = letters == 6 ? 16 : 9;
        return what == null ? null : checked(text, word, length, what);
    }

    private static Finding checked(Text text, int start, int length, String what) {
        var compact = new StringBuilder(length);
        int i = start;
        for (; compact.length() < length && i < text.to(); i++) {
            char c = text.at(i);
            if (text.word(i) && c < 0x80) {
                compact.append(c);
            } else if ((c != ' ' && c != '-') || !text.word(i + 1)) {
                return null;
            }
        }
        String id = compact.toString().toUpperCase(Locale.ROOT);
        boolean valid =
                switch (what) {
                    case "uk-nino" ->
                            NINO.matcher(id).matches() && !"BG GB KN NK NT TN ZZ".contains(id.substring(0, 2));
                    case "es-nie" -> NIE.matcher(id).matches() && nie(id);
                    default -> FISCAL.matcher(id).matches() && fiscal(id);
                };
        return valid && !text.word(i) ? new Finding(PiiScan.NATIONAL_ID, what, start, i) : null;
    }

    private static boolean nie(String id) {
        return NationalIds.dni(Long.parseLong((id.charAt(0) - 'X') + id.substring(1, 8)), id.charAt(8));
    }

    private static boolean fiscal(String id) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = id.charAt(i);
            int value = c <= '9' ? c - '0' : c - 'A';
            sum += (i & 1) == 0 ? ODD[value] : value;
        }
        return id.charAt(15) == 'A' + sum % 26;
    }
}
