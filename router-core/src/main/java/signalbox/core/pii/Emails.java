package signalbox.core.pii;

/// Mail addresses, found from their at-sign, and passwords in addresses of the form `scheme://user:password@host`.
final class Emails {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;

    private Emails() {}

    static Finding at(Text text, int sign) {
        int end = domainEnd(text, sign + 1);
        int password = passwordStart(text, sign);
        if (password >= 0) {
            return new Finding(PiiScan.SECRET, "url-password", password, sign);
        }
        int start = sign;
        while (start > text.from() && sign - start < LONGEST_LOCAL && local(text.at(start - 1))) {
            start--;
        }
        while (start < sign && text.at(start) == '.') {
            start++;
        }
        if (end < 0 || start == sign || text.at(sign - 1) == '.') {
            return null;
        }
        return new Finding(PiiScan.EMAIL, PiiScan.EMAIL, start, end);
    }

    private static boolean local(char c) {
        return Text.letter(c) || c >= '0' && c <= '9' || "._%+-'!#$&*/=?^`{|}~".indexOf(c) >= 0 && c != '/' && c != '=';
    }

    /// Where a domain with a dot and a top level of letters ends; -1 when there is none.
    private static int domainEnd(Text text, int start) {
        int i = start;
        int end = -1;
        int label = start;
        boolean letters = true;
        for (; i - start <= LONGEST_DOMAIN; i++) {
            if (text.letter(i)) {
                continue;
            }
            if (text.digit(i) || text.at(i) == '-') {
                letters = false;
                continue;
            }
            if (label > start && letters && i - label >= 2) {
                end = i;
            }
            if (text.at(i) != '.' || i == label) {
                break;
            }
            label = i + 1;
            letters = true;
        }
        return end;
    }

    private static int passwordStart(Text text, int sign) {
        int i = sign;
        while (sign - i < LONGEST_LOCAL && i > text.from() && text.at(i - 1) > ' ' && text.at(i - 1) != ':') {
            if (text.at(i - 1) == '/' || text.at(i - 1) == '@') {
                return -1;
            }
            i--;
        }
        if (text.at(i - 1) != ':' || i == sign) {
            return -1;
        }
        int user = i - 1;
        while (i - user < LONGEST_LOCAL && (text.word(user - 1) || "._-%".indexOf(text.at(user - 1)) >= 0)) {
            user--;
        }
        return text.startsWith("://", user - 3) ? i : -1;
    }
}
