package signalbox.app.audit;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.Ledger.Unreviewed;

/// Amounts that wait for a person: what a crash left unreported, and attempts whose cost is not known for certain.
final class ReviewList {
    private final ListView<Unreviewed> list;
    private final VBox crashed = new VBox(8);
    private final VBox node;
    private final InstantSource clock;
    private final Actions actions;

    /// What can be done with them.
    ///
    /// @param keep what is charged is right
    /// @param correct asks what it really cost
    /// @param look shows the call
    /// @param release gives up what a crash left
    record Actions(
            Consumer<Unreviewed> keep,
            Consumer<Unreviewed> correct,
            Consumer<Unreviewed> look,
            Consumer<BudgetStatus> release) {}

    ReviewList(InstantSource clock, Actions actions) {
        this.clock = clock;
        this.actions = actions;
        list = AuditLists.of("audit.review", view -> new Cell());
        VBox.setVgrow(list, Priority.ALWAYS);
        crashed.managedProperty().bind(crashed.visibleProperty());
        crashed.getStyleClass().add("audit-crashed");
        node = new VBox(crashed, list);
    }

    Node node() {
        return node;
    }

    void show(AuditFacts facts) {
        if (!list.getItems().equals(facts.unreviewed())) {
            list.getItems().setAll(facts.unreviewed());
        }
        crashed.getChildren().setAll(facts.unreported().stream().map(this::crash).toList());
        crashed.setVisible(!facts.unreported().isEmpty());
    }

    private Node crash(BudgetStatus status) {
        String amount = Amounts.units(status.budget().measure(), status.unreported());
        var words = Prose.body(Text.of("audit.crash", amount, status.budget().name()));
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var release = new Button();
        Describe.button(release, "audit.release", (Object) amount);
        release.setMinWidth(Region.USE_PREF_SIZE);
        release.setOnAction(press -> actions.release.accept(status));
        var row = new HBox(12, Icons.of(Feather.ALERT_TRIANGLE, "warning"), words, release);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("notice");
        return row;
    }

    private final class Cell extends ListCell<Unreviewed> {
        private final Label target = Prose.styled("", "strong");
        private final Label known = Prose.muted("");
        private final Label id = Prose.styled("", "rule-id");
        private final Label charged = new Label();
        private final Node box;

        Cell() {
            charged.setMinWidth(Region.USE_PREF_SIZE);
            charged.getStyleClass().add("strong");
            var words = new VBox(4, target, known, id);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            var buttons =
                    new FlowPane(
                            8,
                            8,
                            button("audit.review.keep", actions.keep),
                            button("audit.review.correct", actions.correct),
                            button("audit.review.look", actions.look));
            box = new HBox(16, new VBox(8, words, buttons), charged);
            HBox.setHgrow(((HBox) box).getChildren().getFirst(), Priority.ALWAYS);
            setPrefWidth(0);
        }

        private Button button(String key, Consumer<Unreviewed> action) {
            var button = new Button();
            Describe.button(button, key);
            button.getStyleClass().add("small");
            button.setOnAction(press -> action.accept(getItem()));
            return button;
        }

        @Override
        protected void updateItem(Unreviewed one, boolean empty) {
            super.updateItem(one, empty);
            setGraphic(empty ? null : box);
            if (empty) {
                return;
            }
            var row = one.row();
            var zone = ZoneId.systemDefault();
            target.setText(Text.of("audit.review.what", one.call().workload(), row.provider() + "/" + row.model()));
            known.setText(Text.of("provenance." + row.provenance().name().toLowerCase(Locale.ROOT)));
            id.setText(
                    String.join(
                            " · ",
                            List.of(
                                    CallId.format(one.call().id()),
                                    Times.ago(one.call().at(), clock.instant(), zone))));
            charged.setText(Amounts.estimated(one.costNanos()));
        }
    }
}
