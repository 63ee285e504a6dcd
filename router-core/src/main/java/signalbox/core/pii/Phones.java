package signalbox.core.pii;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/// Phone numbers, checked against the numbering plans of libphonenumber. Only what is written like one is looked up:
/// with a plus or 00, in North American form, or after a word such as "phone". A look-up costs microseconds, so a scan
/// makes a limited number; beyond it what is written like a number counts as one.
final class Phones {
    private static final int MOST_LOOKUPS = 300;
    private static final int MOST_DIGITS = 15;
    private static final int LONGEST = 28;
    private static final List<String> WORDS =
            List.of("phone", "tel", "mobil", "cell", "call", "fax", "whatsapp", "handy", "sms", "móvil", "rufnummer");

    /// Where numbers without a country's code may come from.
    private static final List<String> REGIONS =
            List.of("US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "IN", "CN", "JP", "BR", "AU", "CH", "AT");

    private int lookups;

    /// @param before what stands before `digit`, in lower case
    Finding at(Text text, int digit, String before) {
        int start = start(text, digit);
        int end = end(text, digit);
        boolean plus = text.at(start) == '+';
        boolean international = plus || text.startsWith("00", digit) && text.at(digit + 2) != '0';
        boolean named = WORDS.stream().anyMatch(before::contains);
        boolean american = american(text, start, digit, end);
        if (end < 0 || !(international || named || american) || !isPhone(text.part(start, end), international, named)) {
            return null;
        }
        return new Finding(PiiScan.PHONE, PiiScan.PHONE, start, end);
    }

    private boolean isPhone(String written, boolean international, boolean named) {
        String number = international && written.startsWith("00") ? "+" + written.substring(2) : written;
        if (international) {
            return valid(number, null);
        }
        for (String region : named ? REGIONS : REGIONS.subList(0, 1)) {
            if (valid(number, region)) {
                return true;
            }
        }
        return false;
    }

    private boolean valid(String number, String region) {
        if (++lookups > MOST_LOOKUPS) {
            return true;
        }
        try {
            var library = PhoneNumberUtil.getInstance();
            return library.isValidNumber(library.parse(number, region));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static int start(Text text, int digit) {
        int start = digit;
        if (text.at(start - 1) == '(') {
            start--;
        }
        return text.at(start - 1) == '+' ? start - 1 : start;
    }

    /// One past the last digit; -1 when there are too few or too many.
    private static int end(Text text, int digit) {
        int count = 0;
        int end = digit;
        int separators = 0;
        for (int i = digit; i < text.to() && i - digit < LONGEST; i++) {
            if (text.digit(i)) {
                count++;
                end = i + 1;
                separators = 0;
            } else if (" -./()".indexOf(text.at(i)) < 0 || ++separators > 2) {
                break;
            }
        }
        return count >= 7 && count <= MOST_DIGITS && !text.word(end) ? end : -1;
    }

    /// Three digits, three digits and four, with something between them: `(212) 555-0123`, `212-555-0123`.
    private static boolean american(Text text, int start, int digit, int end) {
        if (end < 0 || !text.digit(digit + 2) || text.digit(digit + 3) || end < digit + 12) {
            return false;
        }
        boolean bracket = text.at(start) == '(' && text.at(digit + 3) == ')';
        int second = digit + (bracket && text.at(digit + 4) == ' ' ? 5 : 4);
        boolean dashes = text.digit(second) && text.digit(second + 2) && !text.digit(second + 3);
        return dashes && text.digit(second + 4) && second + 8 == end;
    }
}
