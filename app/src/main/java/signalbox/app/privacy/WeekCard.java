package signalbox.app.privacy;

import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.policy.Tripwire.Action;

/// What was found in the last seven days, and what was done about it.
final class WeekCard {
    private static final List<Action> SHOWN = List.of(Action.BLOCK, Action.REDACT, Action.RAISE, Action.FLAG);

    private final FlowPane sums = new FlowPane(8, 8);
    private final GridPane kinds = new GridPane(24, 6);
    private final Label none = Prose.muted(Text.of("privacy.week.none"));
    private final Node sample = Sample.rows(Text.of("privacy.sample.1"), Text.of("privacy.sample.2"));
    private final Label practice = Prose.caption("");
    private final VBox node;

    WeekCard() {
        var title = Prose.title(Text.of("privacy.section.week"));
        for (Node part : List.of(sums, kinds, none, sample, practice)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        kinds.getStyleClass().add("week-kinds");
        node = new VBox(12, title, sums, kinds, none, sample, practice);
        node.getStyleClass().add("card");
    }

    Node node() {
        return node;
    }

    void show(PrivacyModel.Week week) {
        boolean nothing = week.sums().isEmpty();
        none.setVisible(nothing);
        sample.setVisible(nothing);
        sums.setVisible(!nothing);
        kinds.setVisible(!nothing);
        practice.setVisible(week.practice() > 0);
        practice.setText(Text.of("privacy.week.practice", week.practice()));
        sums.getChildren()
                .setAll(
                        SHOWN.stream()
                                .filter(action -> week.sums().containsKey(action))
                                .map(action -> pill(action, week.sums().get(action)))
                                .toList());
        kinds.getChildren().clear();
        row(0, "text-muted", Text.of("privacy.week.kind"), SHOWN.stream().map(WeekCard::heading).toList());
        int at = 1;
        for (Map.Entry<String, Map<Action, Long>> kind : week.kinds().entrySet()) {
            row(
                    at++,
                    "label",
                    Kinds.name(kind.getKey()),
                    SHOWN.stream().map(action -> Amounts.count(kind.getValue().getOrDefault(action, 0L))).toList());
        }
    }

    private static String heading(Action action) {
        return Text.of("privacy.week.head." + Verdict.word(action));
    }

    private static Label pill(Action action, long count) {
        var pill = new Label(Text.of("privacy.week." + Verdict.word(action), count));
        pill.getStyleClass().addAll("pill", "act-" + Verdict.word(action));
        return pill;
    }

    private void row(int at, String style, String first, List<String> figures) {
        var name = new Label(first);
        name.getStyleClass().add(style);
        kinds.add(name, 0, at);
        for (int i = 0; i < figures.size(); i++) {
            var figure = new Label(figures.get(i));
            figure.getStyleClass().add(style);
            GridPane.setHalignment(figure, HPos.RIGHT);
            kinds.add(figure, i + 1, at);
        }
    }
}
