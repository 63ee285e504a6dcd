package signalbox.app.audit;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.Icons;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger.Incident;

/// What went wrong inside, newest first, each with its next step.
final class IncidentList {
    /// Those whose next step is on the review tab.
    private static final Set<String> REVIEWED =
            Set.of("unreported_spend", "unknown_outcome", "restored_backup", "journal_salvaged");

    private final ListView<Incident> list;
    private final InstantSource clock;
    private final Consumer<Incident> onCopy;
    private final Runnable onReview;

    IncidentList(InstantSource clock, Consumer<Incident> onCopy, Runnable onReview) {
        this.clock = clock;
        this.onCopy = onCopy;
        this.onReview = onReview;
        list = AuditLists.of("audit.incidents", view -> new Cell());
    }

    ListView<Incident> node() {
        return list;
    }

    /// What to do about an incident.
    static String next(String code) {
        return Text.of(Text.has("audit.next." + code) ? "audit.next." + code : "audit.next.other");
    }

    private final class Cell extends ListCell<Incident> {
        private final Label message = Prose.styled("", "strong");
        private final Label next = Prose.muted("");
        private final Label code = Prose.styled("", "rule-id");
        private final Label when = Prose.caption("");
        private final Button copy = new Button(null, Icons.of(Feather.COPY));
        private final Button review = new Button();
        private final Node box;

        Cell() {
            when.setMinWidth(Region.USE_PREF_SIZE);
            copy.getStyleClass().addAll("flat", "button-icon");
            Describe.icon(copy, "audit.incident.copy");
            copy.setOnAction(press -> onCopy.accept(getItem()));
            Describe.button(review, "audit.incident.review");
            review.getStyleClass().add("small");
            review.setMinWidth(Region.USE_PREF_SIZE);
            review.managedProperty().bind(review.visibleProperty());
            review.setOnAction(press -> onReview.run());
            var words = new VBox(4, message, next, code);
            HBox.setHgrow(words, Priority.ALWAYS);
            words.setMinWidth(0);
            var row = new HBox(12, Icons.of(Feather.INFO), words, when, review, copy);
            row.setAlignment(Pos.TOP_LEFT);
            box = row;
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Incident incident, boolean empty) {
            super.updateItem(incident, empty);
            setGraphic(empty ? null : box);
            if (empty) {
                return;
            }
            message.setText(incident.message());
            next.setText(next(incident.code()));
            code.setText(incident.code());
            when.setText(Times.ago(incident.at(), clock.instant(), ZoneId.systemDefault()));
            review.setVisible(REVIEWED.contains(incident.code()));
        }
    }
}
