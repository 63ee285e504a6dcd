package signalbox.core.pii;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// International bank account numbers: the length of the country (SWIFT's IBAN registry) and ISO 7064 mod 97, written
/// in one piece or in groups.
final class Ibans {
    private static final Map<String, Integer> LENGTHS = lengths();

    private Ibans() {}

    /// An account number whose two letters of the country start at `start`.
    static Finding at(Text text, int start) {
        Integer length = LENGTHS.get(text.part(start, start + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return null;
        }
        int[] values = new int[length];
        int count = 0;
        int i = start;
        while (count < length && i < text.to()) {
            char c = text.at(i);
            if (c >= '0' && c <= '9') {
                values[count++] = c - '0';
            } else if (c < 0x80 && Text.letter(c)) {
                values[count++] = (c & 0x1F) + 9;
            } else if ((c != ' ' && c != '-') || !text.word(i + 1)) {
                break;
            }
            i++;
        }
        return count == length && !text.word(i) && valid(values)
                ? new Finding(PiiScan.IBAN, PiiScan.IBAN, start, i)
                : null;
    }

    private static boolean valid(int[] values) {
        int rest = 0;
        for (int i = 0; i < values.length; i++) {
            int value = values[(i + 4) % values.length];
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    private static Map<String, Integer> lengths() {
        var lengths = new HashMap<String, Integer>();
        String registry =
                "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28"
                        + " EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23"
                        + " IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20"
                        + " MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18"
                        + " SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";
        for (String entry : registry.split(" ")) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return lengths;
    }
}
