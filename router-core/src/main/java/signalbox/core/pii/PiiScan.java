package signalbox.core.pii;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what the detectors know. Immutable and thread-safe; a scan of 4 KB of ordinary text takes a few microseconds.
///
/// A text is normalised ([Folding]) and read once. Only at-signs, digits and long words are looked at closer, each with
/// a bounded amount of work, so time grows with the text's length and with nothing else.
public final class PiiScan {
    public static final String EMAIL = "email";
    public static final String PHONE = "phone";
    public static final String CARD = "card";
    public static final String IBAN = "iban";
    public static final String NATIONAL_ID = "national-id";
    public static final String SECRET = "secret";

    /// The built-in detectors, in the order that screens show.
    public static final List<String> KINDS = List.of(EMAIL, PHONE, CARD, IBAN, NATIONAL_ID, SECRET);

    private static final PiiScan ALL = new PiiScan(Set.copyOf(KINDS), Map.of());
    private static final int LONG_WORD = 10;
    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte DASH = 3;
    private static final byte AT = 4;
    private static final byte[] CLASSES = classes();

    private final Set<String> kinds;
    private final List<OwnPattern> own;

    /// @param kinds which built-in detectors may report
    /// @param ownPatterns expressions by name
    /// @throws IllegalArgumentException when an expression is none; see [#problem]
    public PiiScan(Set<String> kinds, Map<String, String> ownPatterns) {
        this.kinds = Set.copyOf(kinds);
        this.own = ownPatterns.entrySet().stream().map(e -> new OwnPattern(e.getKey(), e.getValue())).toList();
    }

    /// Every built-in detector and nothing else.
    public static PiiScan builtIn() {
        return ALL;
    }

    /// What is wrong with an own pattern, as a sentence; empty when nothing is.
    public static String problem(String expression) {
        return OwnPattern.problem(expression);
    }

    /// Everything found in a text, in order. Only what different detectors found may overlap.
    public List<Finding> scan(String text) {
        char[] chars = text.toCharArray();
        return scan(chars, 0, chars.length);
    }

    /// @return what was found between `from` and `to`, in order, counted from `from`
    public List<Finding> scan(char[] chars, int from, int to) {
        if (kinds.isEmpty() && own.isEmpty()) {
            return List.of();
        }
        Folding folding = Folding.of(chars, from, to);
        var found = new ArrayList<Finding>(0);
        if (!kinds.isEmpty()) {
            new Pass(folding.text(), found).run();
        }
        own.forEach(pattern -> pattern.find(folding.text(), found));
        if (found.isEmpty()) {
            return List.of();
        }
        found.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::end));
        return found.stream().map(folding::place).toList();
    }

    private static byte[] classes() {
        byte[] classes = new byte[0x80];
        for (char c = 0; c < 0x80; c++) {
            classes[c] =
                    Text.letter(c)
                            ? LETTER
                            : c >= '0' && c <= '9' ? DIGIT : c == '-' || c == '_' ? DASH : c == '@' ? AT : OTHER;
        }
        return classes;
    }

    /// One pass over one text.
    private final class Pass {
        private final Text text;
        private final List<Finding> found;
        private Numbers numbers;
        private int done;

        Pass(Text text, List<Finding> found) {
            this.text = text;
            this.found = found;
            this.done = text.from();
        }

        void run() {
            char[] chars = text.chars();
            int end = text.to();
            int word = text.from();
            int token = text.from();
            for (int i = text.from(); i < end; i++) {
                char c = chars[i];
                byte kind = c < 0x80 ? CLASSES[c] : OTHER;
                if (kind == LETTER) {
                    continue;
                }
                if (kind == DIGIT) {
                    if (i >= done && !text.digit(i - 1)) {
                        digit(word, i);
                    }
                    continue;
                }
                word = i + 1;
                if (kind == DASH) {
                    continue;
                }
                if (i - token >= LONG_WORD) {
                    word(token, i);
                }
                token = i + 1;
                if (kind == AT && i >= done) {
                    add(Emails.at(text, i));
                }
            }
            if (end - token >= LONG_WORD) {
                word(token, end);
            }
        }

        private void digit(int word, int i) {
            if (i > word) {
                add(LetterIds.at(text, word, i));
                return;
            }
            if (text.at(i - 1) == ' ' && text.letter(i - 2) && text.letter(i - 3) && !text.word(i - 4)) {
                add(LetterIds.at(text, i - 3, i));
            }
            if (i >= done) {
                numbers = numbers == null ? new Numbers(text, new Phones()) : numbers;
                add(numbers.at(i));
            }
        }

        private void word(int start, int end) {
            if (start >= done) {
                add(Secrets.at(text, start, end));
            }
        }

        private void add(Finding finding) {
            if (finding != null && kinds.contains(finding.kind())) {
                found.add(finding);
                done = Math.max(done, finding.end());
            }
        }
    }
}
