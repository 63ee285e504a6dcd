package signalbox.core.pii;

/// Payment card numbers: known issuer prefixes and lengths (ISO/IEC 7812; the networks' published ranges) and the Luhn
/// check digit.
final class Cards {
    private Cards() {}

    static boolean card(byte[] digits, int count) {
        return count >= 13 && count <= 19 && issued(digits, count) && luhn(digits, count);
    }

    private static boolean issued(byte[] digits, int count) {
        int two = digits[0] * 10 + digits[1];
        int three = two * 10 + digits[2];
        int four = three * 10 + digits[3];
        int six = (four * 10 + digits[4]) * 10 + digits[5];
        boolean visa = digits[0] == 4 && (count == 13 || count == 16 || count == 19);
        boolean mastercard = count == 16 && (two >= 51 && two <= 55 || six >= 222100 && six <= 272099);
        boolean amex = count == 15 && (two == 34 || two == 37);
        boolean diners = count == 14 && (three >= 300 && three <= 305 || two == 36 || two == 38 || two == 39);
        boolean discover = count >= 16 && (four == 6011 || two == 65 || three >= 644 && three <= 649);
        boolean jcb = count >= 16 && four >= 3528 && four <= 3589;
        boolean unionPay = count >= 16 && (two == 62 || two == 81);
        boolean maestro = count >= 13 && (two == 50 || two >= 56 && two <= 58 || two == 67 || four == 6304);
        return visa || mastercard || amex || diners || discover || jcb || unionPay || maestro;
    }

    static boolean luhn(byte[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int doubled = digit * 2;
            sum += (i & 1) == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
