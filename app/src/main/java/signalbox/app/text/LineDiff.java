package signalbox.app.text;

import java.util.ArrayList;
import java.util.List;

/// Two texts line by line: what stayed, what went, what came. Pure.
public final class LineDiff {
    /// Lines of unchanged text kept around a change.
    private static final int CONTEXT = 2;

    /// Above this the table of common lines would cost more than a reader could use; then everything is shown as
    /// replaced.
    private static final long MOST_CELLS = 4_000_000;

    private final List<String> old;
    private final List<String> now;
    private final List<Line> lines = new ArrayList<>();

    public enum Kind {
        SAME,
        GONE,
        NEW,
        /// Stands for unchanged lines that are left out.
        SKIPPED
    }

    /// @param text without its line end; for SKIPPED how many lines, as digits
    public record Line(Kind kind, String text) {}

    private LineDiff(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
    }

    /// Every line of both texts, in order.
    public static List<Line> of(String before, String after) {
        var diff = new LineDiff(before.lines().toList(), after.lines().toList());
        diff.run();
        return List.copyOf(diff.lines);
    }

    /// As [#of], with long stretches of unchanged lines left out.
    public static List<Line> brief(String before, String after) {
        List<Line> all = of(before, after);
        var brief = new ArrayList<Line>();
        int skipped = 0;
        for (int i = 0; i < all.size(); i++) {
            if (nearChange(all, i)) {
                skip(brief, skipped);
                skipped = 0;
                brief.add(all.get(i));
            } else {
                skipped++;
            }
        }
        skip(brief, skipped);
        return List.copyOf(brief);
    }

    private static boolean nearChange(List<Line> all, int at) {
        for (int i = Math.max(0, at - CONTEXT); i <= Math.min(all.size() - 1, at + CONTEXT); i++) {
            if (all.get(i).kind() != Kind.SAME) {
                return true;
            }
        }
        return false;
    }

    private static void skip(List<Line> into, int count) {
        if (count > 0) {
            into.add(new Line(Kind.SKIPPED, Integer.toString(count)));
        }
    }

    private void run() {
        int head = 0;
        while (head < Math.min(old.size(), now.size()) && old.get(head).equals(now.get(head))) {
            add(Kind.SAME, old.get(head++));
        }
        int oldEnd = old.size();
        int newEnd = now.size();
        while (oldEnd > head && newEnd > head && old.get(oldEnd - 1).equals(now.get(newEnd - 1))) {
            oldEnd--;
            newEnd--;
        }
        middle(old.subList(head, oldEnd), now.subList(head, newEnd));
        old.subList(oldEnd, old.size()).forEach(line -> add(Kind.SAME, line));
    }

    private void middle(List<String> gone, List<String> come) {
        if ((long) gone.size() * come.size() > MOST_CELLS) {
            gone.forEach(line -> add(Kind.GONE, line));
            come.forEach(line -> add(Kind.NEW, line));
            return;
        }
        int[][] common = common(gone, come);
        int i = 0;
        int j = 0;
        while (i < gone.size() || j < come.size()) {
            if (i < gone.size() && j < come.size() && gone.get(i).equals(come.get(j))) {
                add(Kind.SAME, gone.get(i++));
                j++;
            } else if (j == come.size() || i < gone.size() && common[i + 1][j] >= common[i][j + 1]) {
                add(Kind.GONE, gone.get(i++));
            } else {
                add(Kind.NEW, come.get(j++));
            }
        }
    }

    /// Length of the longest common run of lines from each pair of places on.
    private static int[][] common(List<String> gone, List<String> come) {
        int[][] common = new int[gone.size() + 1][come.size() + 1];
        for (int i = gone.size() - 1; i >= 0; i--) {
            for (int j = come.size() - 1; j >= 0; j--) {
                common[i][j] =
                        gone.get(i).equals(come.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void add(Kind kind, String text) {
        lines.add(new Line(kind, text));
    }
}
