package signalbox.app.simulator;

import atlantafx.base.controls.Spacer;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.ledger.Ledger.PolicyVersion;
import signalbox.core.policyfile.PolicyFileException;

/// The draft as text, with what is wrong with it line by line, and where it can start from.
final class DraftCard {
    private static final int MOST_PROBLEMS = 8;

    private final DraftText text = new DraftText();
    private final VBox problems = new VBox(2);
    private final Label state = Prose.styled("", "text-muted");
    private final MenuButton versions = new MenuButton();
    private final Button current = new Button();
    private final Button file = new Button();
    private final Button apply = new Button();
    private final VBox node;

    DraftCard(Runnable onCurrent, Runnable onFile, Runnable onApply) {
        var title = new Label(Text.of("simulator.section.draft"));
        title.getStyleClass().add("section-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Describe.button(current, "simulator.from_current");
        current.setOnAction(press -> onCurrent.run());
        Describe.button(file, "simulator.from_file");
        file.setOnAction(press -> onFile.run());
        Describe.button(versions, "simulator.from_version");
        Describe.button(apply, "simulator.apply", "Shortcut+S");
        apply.getStyleClass().add("accent");
        apply.setOnAction(press -> onApply.run());
        for (Region button : List.of(current, versions, file, apply)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var from = new Label(Text.of("simulator.from"));
        from.getStyleClass().add("text-muted");
        from.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, title, new Spacer(), from, current, versions, file, apply);
        head.setAlignment(Pos.CENTER_LEFT);
        problems.managedProperty().bind(problems.visibleProperty());
        node = new VBox(10, head, text.node(), state, problems);
        node.getStyleClass().add("card");
    }

    Node node() {
        return node;
    }

    DraftText text() {
        return text;
    }

    Button apply() {
        return apply;
    }

    void versions(List<PolicyVersion> list, long inForce, LongConsumer onPick) {
        versions.getItems().clear();
        for (PolicyVersion one : list) {
            if (one.version() != inForce) {
                var item = new MenuItem(Text.of("simulator.version", one.version(), one.entry().change()));
                item.setMnemonicParsing(false);
                item.setOnAction(press -> onPick.accept(one.version()));
                versions.getItems().add(item);
            }
        }
        versions.setDisable(versions.getItems().isEmpty());
    }

    void show(SimulatorModel.Draft draft) {
        boolean wrong = !draft.problems().isEmpty();
        boolean blank = text.words().isBlank();
        state.setText(
                blank
                        ? Text.of("simulator.draft.empty")
                        : wrong
                                ? Text.of("simulator.draft.wrong", draft.problems().size())
                                : Text.of("simulator.draft.fine"));
        problems.setVisible(wrong && !blank);
        problems.getChildren().setAll(draft.problems().stream().limit(MOST_PROBLEMS).map(this::problem).toList());
    }

    private Hyperlink problem(PolicyFileException.Problem problem) {
        var link = new Hyperlink(problem.toString());
        link.setMnemonicParsing(false);
        link.setWrapText(true);
        link.setMinHeight(28);
        link.getStyleClass().add("draft-problem");
        Describe.named(link, problem.toString(), Text.of("simulator.go_line"), "");
        link.setOnAction(press -> text.select(problem.line()));
        return link;
    }
}
