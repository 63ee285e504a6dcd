package signalbox.app.form;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import signalbox.app.text.LineDiff;
import signalbox.app.text.Text;

/// What a text was and what it is, as marked lines: a minus before what went, a plus before what came.
public final class DiffView {
    private static final int MOST = 300;

    private final VBox node = new VBox();

    public DiffView() {
        node.getStyleClass().add("diff");
    }

    public Node node() {
        return node;
    }

    /// Shows nothing.
    public void clear() {
        node.getChildren().clear();
    }

    /// Shows the two texts, with long unchanged stretches left out.
    public void show(String before, String after) {
        clear();
        add(before, after);
    }

    /// Adds another pair below what is shown, under a heading.
    public void add(String heading, String before, String after) {
        node.getChildren().add(Prose.styled(heading, "diff-heading"));
        add(before, after);
    }

    private void add(String before, String after) {
        List<LineDiff.Line> lines = LineDiff.brief(before, after);
        lines.stream().limit(MOST).forEach(line -> node.getChildren().add(line(line)));
        if (lines.size() > MOST) {
            node.getChildren().add(skipped(lines.size() - MOST));
        }
    }

    private static Label line(LineDiff.Line line) {
        if (line.kind() == LineDiff.Kind.SKIPPED) {
            return skipped(Integer.parseInt(line.text()));
        }
        String sign =
                switch (line.kind()) {
                    case GONE -> "− ";
                    case NEW -> "+ ";
                    case SAME, SKIPPED -> "  ";
                };
        var label = styled(sign + line.text(), line.kind().name().toLowerCase(Locale.ROOT));
        label.setAccessibleText(
                line.kind() == LineDiff.Kind.SAME
                        ? line.text()
                        : Text.of(line.kind() == LineDiff.Kind.NEW ? "diff.new" : "diff.gone", line.text().strip()));
        return label;
    }

    private static Label skipped(int count) {
        return styled(Text.of("diff.skipped", count), "skipped");
    }

    private static Label styled(String words, String style) {
        var label = Prose.styled(words, "diff-line", style);
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }
}
