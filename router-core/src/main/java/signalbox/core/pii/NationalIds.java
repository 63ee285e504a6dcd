package signalbox.core.pii;

import java.util.List;

/// Numbers that states give to people, as digits. Each has its own check where one exists; those that a tenth of all
/// numbers of their length would pass count only next to a word that names them.
final class NationalIds {
    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final List<String> SSN_WORDS = List.of("ssn", "social security", "social-security", "tin");
    private static final List<String> BSN_WORDS = List.of("bsn", "burgerservice", "sofi");
    private static final List<String> TAX_WORDS =
            List.of("steuer", "idnr", "id-nr", "identifikationsnummer", "tax id", "tin");
    private static final List<String> PESEL_WORDS = List.of("pesel");

    private NationalIds() {}

    /// @param groups how the digits were grouped, such as `3-2-4`
    /// @param before what stands before the number, in lower case
    /// @return the kind of number, or null
    static String of(byte[] digits, int count, String groups, String before) {
        return switch (count) {
            case 9 -> nine(digits, groups, before);
            case 11 -> eleven(digits, groups, before);
            case 15 -> nir(digits) ? "fr-nir" : null;
            case 18 -> resident(digits, digits[17]) ? "cn-resident-id" : null;
            default -> null;
        };
    }

    private static String nine(byte[] digits, String groups, String before) {
        if (ssn(digits) && (groups.equals("3-2-4") || groups.equals("9") && anyOf(SSN_WORDS, before))) {
            return "us-ssn";
        }
        return bsn(digits) && anyOf(BSN_WORDS, before) ? "nl-bsn" : null;
    }

    private static String eleven(byte[] digits, String groups, String before) {
        if (steuerId(digits) && (groups.equals("2-3-3-3") || anyOf(TAX_WORDS, before))) {
            return "de-tax-id";
        }
        return pesel(digits) && anyOf(PESEL_WORDS, before) ? "pl-pesel" : null;
    }

    private static boolean anyOf(List<String> words, String before) {
        return words.stream().anyMatch(before::contains);
    }

    /// Area, group and serial that the Social Security Administration does not leave out.
    static boolean ssn(byte[] d) {
        int area = number(d, 0, 3);
        return area != 0 && area != 666 && area < 900 && number(d, 3, 5) != 0 && number(d, 5, 9) != 0;
    }

    /// The eleven-test.
    static boolean bsn(byte[] d) {
        int sum = -d[8];
        for (int i = 0; i < 8; i++) {
            sum += d[i] * (9 - i);
        }
        return sum % 11 == 0 && number(d, 0, 9) != 0;
    }

    /// ISO 7064 mod 11, 10; the first ten digits hold one digit twice or thrice and not all others once.
    static boolean steuerId(byte[] d) {
        int[] seen = new int[10];
        int product = 10;
        for (int i = 0; i < 10; i++) {
            seen[d[i]]++;
            int sum = (d[i] + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        int repeated = 0;
        for (int times : seen) {
            repeated += times > 1 ? 1 : 0;
            if (times > 3) {
                return false;
            }
        }
        return d[0] != 0 && repeated == 1 && (11 - product) % 10 == d[10];
    }

    static boolean pesel(byte[] d) {
        int[] weights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += weights[i] * d[i];
        }
        int month = number(d, 2, 4) % 20;
        return (10 - sum % 10) % 10 == d[10] && date(month, number(d, 4, 6));
    }

    /// Sex, year, month, place, order and a key of 97 minus the rest by 97.
    static boolean nir(byte[] d) {
        int month = number(d, 3, 5);
        boolean known = month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50;
        return (d[0] == 1 || d[0] == 2) && known && 97 - number(d, 0, 13) % 97 == number(d, 13, 15);
    }

    /// Chinese resident id: a date of birth and ISO 7064 mod 11-2, whose check character may be X.
    static boolean resident(byte[] d, int check) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += weights[i] * d[i];
        }
        int year = number(d, 6, 10);
        return (12 - sum % 11) % 11 == check
                && year >= 1900
                && year < 2100
                && date(number(d, 10, 12), number(d, 12, 14));
    }

    static boolean dni(long number, char letter) {
        return DNI_LETTERS.charAt((int) (number % 23)) == Character.toUpperCase(letter);
    }

    private static boolean date(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    static long longNumber(byte[] d, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + d[i];
        }
        return number;
    }

    private static int number(byte[] d, int from, int to) {
        return (int) (to - from > 9 ? longNumber(d, from, to) % 97 : longNumber(d, from, to));
    }
}
