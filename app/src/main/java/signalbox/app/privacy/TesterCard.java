package signalbox.app.privacy;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Text;
import signalbox.core.policy.Policy;

/// A box to paste a text into: what is found in it, and what each provider would receive.
final class TesterCard {
    private static final double WIDTH = 380;
    private static final int LONGEST_SHOWN = 600;

    private final ComboBox<String> workload = Choice.ofNames();
    private final TextArea text = new TextArea();
    private final TextFlow marked = new TextFlow();
    private final VBox found = new VBox(2);
    private final VBox receipts = new VBox(8);
    private final VBox node;
    private final PrivacyModel model;

    TesterCard(PrivacyModel model) {
        this.model = model;
        var title = Prose.title(Text.of("privacy.section.tester"));
        Describe.control(workload, "privacy.tester.workload");
        workload.setMaxWidth(Double.MAX_VALUE);
        Describe.control(text, "privacy.tester.text");
        text.setPromptText(Text.of("privacy.tester.prompt"));
        text.setWrapText(true);
        text.setPrefRowCount(4);
        text.setMinHeight(96);
        marked.getStyleClass().add("marked");
        for (Region part : List.of(marked, found)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        node = new VBox(12, title, workload, text, marked, found, receipts);
        node.getStyleClass().add("card");
        node.setPrefWidth(WIDTH);
        node.setMinWidth(320);
        text.textProperty().subscribe(words -> again());
        workload.valueProperty().subscribe(name -> again());
        model.tested().subscribe(this::show);
    }

    Node node() {
        return node;
    }

    void show(Policy policy) {
        var names = List.copyOf(policy.workloads().keySet());
        if (!names.equals(workload.getItems())) {
            String was = workload.getValue();
            workload.getItems().setAll(names);
            workload.setValue(was != null && names.contains(was) ? was : names.isEmpty() ? null : names.getFirst());
        }
        again();
    }

    private void again() {
        model.test(workload.getValue() == null ? "" : workload.getValue(), text.getText());
    }

    private void show(Tested tested) {
        boolean empty = text.getText().isEmpty();
        marked.setVisible(!tested.found().isEmpty());
        marked.getChildren().setAll(tested.pieces().stream().map(TesterCard::piece).toList());
        Describe.read(marked, Text.of("privacy.tester.found", tested.found().size()));
        found.setVisible(!empty);
        found.getChildren().setAll(tested.found().stream().limit(20).map(TesterCard::line).toList());
        if (!empty && tested.found().isEmpty()) {
            found.getChildren().add(Prose.muted(Text.of("privacy.tester.nothing")));
        }
        receipts.getChildren().setAll(tested.receipts().stream().map(TesterCard::receipt).toList());
        if (empty) {
            receipts.getChildren().setAll(Prose.muted(Text.of("privacy.tester.empty")));
        }
    }

    private static javafx.scene.text.Text piece(Tested.Piece piece) {
        var node = new javafx.scene.text.Text(shortened(piece.text()));
        node.getStyleClass().add("piece");
        piece.action().ifPresent(action -> node.getStyleClass().addAll("found", "act-" + Verdict.word(action)));
        return node;
    }

    private static Label line(Tested.Found one) {
        var finding = one.finding();
        return Prose.styled(
                Text.of(
                        "privacy.tester.line",
                        Kinds.name(finding.what()),
                        finding.start() + 1,
                        finding.end(),
                        Text.of("privacy.action." + Verdict.word(one.action()))),
                "caption");
    }

    private static Node receipt(Tested.Receipt one) {
        var name = Prose.styled(one.provider(), "strong");
        Label words;
        if (!one.refused()) {
            words = Prose.styled(shortened(one.sent()), "mono");
        } else if (one.why().isEmpty()) {
            words = Prose.body(Text.of("privacy.tester.blocked", one.rule()));
        } else {
            words = Prose.body(Text.of("privacy.tester.refused", one.why(), one.rule()));
        }
        var box =
                new HBox(
                        10,
                        one.refused() ? Icons.of(Feather.SLASH, "warning") : Icons.of(Feather.CHECK, "success"),
                        new VBox(2, name, words));
        Describe.read(box, one.provider() + ": " + words.getText());
        return box;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
