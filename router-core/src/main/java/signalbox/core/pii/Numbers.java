package signalbox.core.pii;

/// Numbers written in digits, whole or in groups: cards, national ids and phone numbers. Looks forward from the first
/// digit of a group, over a bounded number of digits; the longest reading that passes its check wins.
final class Numbers {
    private static final int MOST_DIGITS = 19;
    private static final int MOST_GROUPS = 8;

    private final Text text;
    private final Phones phones;
    private final byte[] digits = new byte[MOST_DIGITS];
    private final int[] groupDigits = new int[MOST_GROUPS];
    private final int[] groupEnds = new int[MOST_GROUPS];
    private int groups;

    Numbers(Text text, Phones phones) {
        this.text = text;
        this.phones = phones;
    }

    /// What begins at the digit at `start`, before which no digit or letter stands.
    Finding at(int start) {
        read(start);
        boolean opened = text.at(start - 1) == '+' || text.at(start - 1) == '(';
        if (groups == 0 || groupDigits[groups - 1] < 7 && !opened) {
            return null;
        }
        String before = text.before(start);
        for (int group = groups; group > 0; group--) {
            Finding found = exactly(start, group, before);
            if (found != null) {
                return found;
            }
        }
        return phones.at(text, start, before);
    }

    private void read(int start) {
        groups = 0;
        int count = 0;
        int i = start;
        while (groups < MOST_GROUPS && text.digit(i)) {
            while (text.digit(i) && count < MOST_DIGITS) {
                digits[count++] = (byte) (text.at(i++) - '0');
            }
            if (text.digit(i)) {
                return;
            }
            groupDigits[groups] = count;
            groupEnds[groups] = i;
            groups++;
            if ((text.at(i) == ' ' || text.at(i) == '-' || text.at(i) == '.') && text.digit(i + 1)) {
                i++;
            }
        }
    }

    private Finding exactly(int start, int group, String before) {
        int count = groupDigits[group - 1];
        int end = groupEnds[group - 1];
        if (text.letter(end)) {
            return lettered(start, count, end, group);
        }
        if (Cards.card(digits, count)) {
            return new Finding(PiiScan.CARD, PiiScan.CARD, start, end);
        }
        String id = NationalIds.of(digits, count, grouping(group), before);
        if (id == null && count == 8 && text.at(end) == '-' && text.letter(end + 1)) {
            return lettered(start, count, end + 1, group);
        }
        return id == null ? null : new Finding(PiiScan.NATIONAL_ID, id, start, end);
    }

    /// A number that ends in one letter: Spanish DNI, Chinese resident id.
    private Finding lettered(int start, int count, int letter, int group) {
        char c = text.at(letter);
        if (text.word(letter + 1) || c >= 0x80) {
            return null;
        }
        if (count == 8 && group == 1 && NationalIds.dni(NationalIds.longNumber(digits, 0, 8), c)) {
            return new Finding(PiiScan.NATIONAL_ID, "es-dni", start, letter + 1);
        }
        boolean x = c == 'X' || c == 'x';
        return count == 17 && x && NationalIds.resident(digits, 10)
                ? new Finding(PiiScan.NATIONAL_ID, "cn-resident-id", start, letter + 1)
                : null;
    }

    private String grouping(int group) {
        var grouping = new StringBuilder();
        for (int i = 0; i < group; i++) {
            grouping.append(i == 0 ? "" : "-").append(groupDigits[i] - (i == 0 ? 0 : groupDigits[i - 1]));
        }
        return grouping.toString();
    }
}
