package signalbox.app.budgets;

import atlantafx.base.controls.Spacer;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.CapBar;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.policy.Measure;

/// One budget in full: its four bands with their figures, pace, window, lifts, and what makes up the figure.
final class BudgetPane {
    private final Tools tools;
    private final BudgetDialogs dialogs;
    private final Label name = Prose.title("");
    private final Label pill = new Label();
    private final Label scope = Prose.muted("");
    private final Button unlock = new Button();
    private final Button raise = new Button();
    private final Button edit = new Button();
    private final Button remove = new Button(null, Icons.of(Feather.TRASH_2));
    private final ToggleButton explain = new ToggleButton();
    private final CapBar bar = new CapBar(20);
    private final FlowPane bands = new FlowPane(24, 12);
    private final Label outlook = Prose.body("");
    private final Label window = Prose.body("");
    private final Label limit = Prose.body("");
    private final VBox lifts = new VBox(6);
    private final VBox left = new VBox(8);
    private final ExplainView explained;
    private final VBox node;
    private BudgetDetails shown;

    BudgetPane(Tools tools, BudgetDialogs dialogs) {
        this.tools = tools;
        this.dialogs = dialogs;
        explained = new ExplainView(tools);
        describe();
        var body = new VBox(16, bar, bands, words(), left, lifts, explained.node());
        body.getStyleClass().add("detail-body");
        bar.setMaxWidth(Double.MAX_VALUE);
        for (Region part : new Region[] {left, lifts}) {
            part.managedProperty().bind(part.visibleProperty());
        }
        explained.node().managedProperty().bind(explained.node().visibleProperty());
        explained.node().visibleProperty().bind(explain.selectedProperty());
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        node = new VBox(8, head(), actions(), scroll);
        node.getStyleClass().addAll("card", "detail-pane");
    }

    Region node() {
        return node;
    }

    private void describe() {
        Describe.button(unlock, "budgets.unlock", "U");
        unlock.getStyleClass().add("danger");
        unlock.managedProperty().bind(unlock.visibleProperty());
        unlock.setOnAction(press -> dialogs.unlock(shown));
        Describe.button(raise, "budgets.raise");
        raise.setOnAction(press -> dialogs.raise(shown));
        Describe.button(edit, "budgets.edit");
        edit.setOnAction(press -> dialogs.edit(shown.status().budget()));
        Describe.icon(remove, "budgets.remove");
        remove.getStyleClass().addAll("flat", "button-icon");
        remove.setOnAction(press -> dialogs.remove(shown.status().budget()));
        Describe.button(explain, "budgets.explain", "E");
    }

    private Node head() {
        name.setMinWidth(0);
        pill.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.SOMETIMES);
        var title = new HBox(8, name, pill, new Spacer(), remove);
        title.setAlignment(Pos.CENTER_LEFT);
        var head = new VBox(2, title, scope);
        head.getStyleClass().add("pane-part");
        return head;
    }

    private Node actions() {
        var actions = new FlowPane(8, 8, unlock, raise, edit, explain);
        actions.getStyleClass().add("pane-part");
        return actions;
    }

    private Node words() {
        return new VBox(4, outlook, window, limit);
    }

    void toggleExplain() {
        explain.setSelected(!explain.isSelected());
    }

    /// Unlocks what is shown; answers whether it was halted.
    boolean unlock() {
        if (shown == null || shown.status().state() != BudgetStatus.State.HALTED) {
            return false;
        }
        dialogs.unlock(shown);
        return true;
    }

    void show(BudgetDetails details) {
        shown = details;
        BudgetStatus status = details.status();
        Instant now = tools.clock().instant();
        name.setText(status.budget().name());
        String state = BudgetWords.state(status.state());
        pill.getStyleClass().setAll("label", "pill", state);
        pill.setText(Text.of("budgets.state." + state));
        boolean practice = details.explanation().map(one -> one.practice()).orElse(false);
        String whose = BudgetWords.scope(status.budget().scope());
        scope.setText(practice ? Text.of("budgets.practice", whose) : whose);
        unlock.setVisible(status.state() == BudgetStatus.State.HALTED);
        bar.show(status, BudgetWords.passed(status, now));
        bands(status);
        outlook.setText(BudgetWords.outlook(status, details.forecast(), now));
        window.setText(BudgetWords.window(status, now));
        limit.setText(BudgetWords.atLimit(status.budget()));
        left(status);
        lifts(status, now);
        explained.show(details);
    }

    private void bands(BudgetStatus status) {
        Measure measure = status.budget().measure();
        bands.getChildren()
                .setAll(
                        band("spent", measure, status.spent(), status.cap()),
                        band("held", measure, status.held(), status.cap()),
                        band("unreported", measure, status.unreported(), status.cap()),
                        band("free", measure, status.free(), status.cap()));
    }

    /// A swatch with the band’s pattern, its name, figure and share of the cap.
    private static Node band(String kind, Measure measure, long units, long cap) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("swatch", "cap-" + kind);
        var label = new Label(Text.of("budgets.band." + kind));
        label.getStyleClass().addAll("text-small", "text-muted");
        var head = new HBox(6, swatch, label);
        head.setAlignment(Pos.CENTER_LEFT);
        var figure = new Label(BudgetWords.figure(measure, units));
        figure.getStyleClass().add("band-figure");
        var share = new Label(Amounts.percent(units, cap));
        share.getStyleClass().addAll("text-small", "text-muted");
        var box = new VBox(2, head, figure, share);
        Describe.read(box, label.getText() + ": " + figure.getText() + ", " + share.getText());
        Describe.tip(label, Text.of("budgets.band." + kind + ".help"));
        return box;
    }

    /// What a crash left unreported, and how to give it back.
    private void left(BudgetStatus status) {
        left.setVisible(status.unreported() > 0);
        left.getChildren().clear();
        if (status.unreported() > 0) {
            String amount = BudgetWords.figure(status.budget().measure(), status.unreported());
            var sentence = Prose.body(Text.of("budgets.unreported", amount));
            var release = new Button();
            Describe.button(release, "budgets.release", (Object) amount);
            release.setOnAction(press -> dialogs.release(shown.status()));
            left.getChildren().addAll(sentence, release);
        }
    }

    private void lifts(BudgetStatus status, Instant now) {
        lifts.setVisible(!status.bumps().isEmpty());
        lifts.getChildren().clear();
        if (status.bumps().isEmpty()) {
            return;
        }
        var title = new Label(Text.of("budgets.lifts"));
        title.getStyleClass().add("strong");
        lifts.getChildren().add(title);
        for (Bump bump : status.bumps()) {
            var line = Prose.body(BudgetWords.bump(bump, status, now));
            lifts.getChildren().add(line);
        }
        var undo = new Button();
        Describe.button(undo, "budgets.withdraw", status.bumps().size());
        undo.setOnAction(press -> dialogs.withdraw(shown.status()));
        lifts.getChildren().add(undo);
    }

    /// A sentence for what the ledger could not say.
    static String unreadable(Exception problem) {
        return Text.of("budgets.unexplained", ErrorBoundary.sentence(problem));
    }
}
