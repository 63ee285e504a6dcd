package signalbox.app.text;

import java.util.Collection;

/// Clauses of the core as sentences. It writes `the lane is by weight` so that clauses can be put together; on a screen
/// each stands alone. Thread-safe.
public final class Sentences {
    private Sentences() {}

    /// With a capital at the front, for words that stand on a line of their own.
    public static String begin(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /// Sentences one after the other, without the empty ones. A full stop of Chinese brings its own space.
    public static String joined(String... sentences) {
        var all = new StringBuilder();
        for (String one : sentences) {
            boolean apart = !all.isEmpty() && !one.isEmpty() && all.charAt(all.length() - 1) != '。';
            all.append(apart ? " " : "").append(one);
        }
        return all.toString();
    }

    /// Names or figures in a row: `etl, chat`.
    public static String list(Collection<String> items) {
        return String.join(Text.of("list.items"), items);
    }

    /// Clauses in a row that may hold lists of their own: `only in EU, local; no training`.
    public static String clauses(Collection<String> clauses) {
        return String.join(Text.of("list.clauses"), clauses);
    }

    /// With a capital at the front and a full stop at the end; what is empty stays so.
    public static String of(String clause) {
        String begun = begin(clause.strip());
        if (begun.isEmpty()) {
            return begun;
        }
        return ".。?!".indexOf(begun.charAt(begun.length() - 1)) >= 0 ? begun : begun + ".";
    }
}
