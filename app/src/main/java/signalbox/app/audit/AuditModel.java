package signalbox.app.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import signalbox.app.live.Background;
import signalbox.app.live.Reading;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.AuditCheck;
import signalbox.core.ledger.Ledger.Unreviewed;
import signalbox.core.policy.PolicyChange;

/// State and actions of the audit screen. FX thread; the ledger is read in the background.
public final class AuditModel {
    private final Router router;
    private final Background background;
    private final String actor;
    private final ReadOnlyObjectWrapper<AuditFacts> facts = new ReadOnlyObjectWrapper<>(AuditFacts.NONE);
    private final ReadOnlyObjectWrapper<Exception> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Boolean> read = new ReadOnlyObjectWrapper<>(false);
    private final ObservableList<AuditRow> rows = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty("");
    private final Reading<AuditFacts> reading;

    public AuditModel(Router router, Background background, String actor) {
        this.router = router;
        this.background = background;
        this.actor = actor;
        reading = new Reading<>(background, () -> AuditFacts.read(router), this::took, this::unread);
        filter.subscribe(words -> show());
    }

    ReadOnlyObjectProperty<AuditFacts> facts() {
        return facts.getReadOnlyProperty();
    }

    /// What kept the ledger from being read; null when nothing did.
    ReadOnlyObjectProperty<Exception> problem() {
        return problem.getReadOnlyProperty();
    }

    /// Whether the ledger has answered yet.
    ReadOnlyObjectProperty<Boolean> read() {
        return read.getReadOnlyProperty();
    }

    /// The rows that fit the filter, newest first. Do not change it.
    ObservableList<AuditRow> rows() {
        return rows;
    }

    StringProperty filter() {
        return filter;
    }

    /// The version of the policy in force.
    long inForce() {
        return router.policy().version();
    }

    void refresh() {
        reading.refresh();
    }

    private void unread(Exception failure) {
        read.set(true);
        problem.set(failure);
    }

    private void took(AuditFacts now) {
        problem.set(null);
        read.set(true);
        if (!now.equals(facts.get())) {
            facts.set(now);
            show();
        }
    }

    private void show() {
        String words = filter.get() == null ? "" : filter.get();
        var fitting = facts.get().rows().stream().filter(row -> row.fits(words)).toList();
        if (!fitting.equals(rows)) {
            rows.setAll(fitting);
        }
    }

    /// The change that goes back to a version. Off the FX thread.
    PolicyChange back(long version) throws RouterException {
        return new PolicyChange.Replace(router.policyAt(version));
    }

    /// Settles an attempt at what is charged, or at what it really cost.
    ///
    /// @param actual nano-dollars; empty keeps what is charged
    void review(Unreviewed one, OptionalLong actual, String reason, Runnable done, Consumer<Exception> failed) {
        background.run(
                () ->
                        router.settleReviewed(
                                one.call().id(), OptionalInt.of(one.attempt()), actual, actor, reason.strip()),
                added -> finished(done),
                failed::accept);
    }

    /// Gives up what a crash left unreported.
    void release(BudgetStatus budget, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> router.releaseUnreported(budget.budget().name(), actor), now -> finished(done), failed::accept);
    }

    /// Follows the trail's hash chain from its start.
    void check(Consumer<AuditCheck> done, Consumer<Exception> failed) {
        background.run(() -> router.ledger().checkAudit(), done::accept, failed::accept);
    }

    /// Writes the rows that are shown.
    ///
    /// @param json JSON, else comma-separated values
    void export(Path file, boolean json, Runnable done, Consumer<Exception> failed) {
        List<AuditRow> shown = List.copyOf(rows);
        background.run(
                () -> write(file, json ? AuditExport.json(shown) : AuditExport.csv(shown)),
                was -> done.run(),
                failed::accept);
    }

    private static Path write(Path file, String text) throws RouterException {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new RouterException("unwritable", Text.of("audit.export.failed", file), e);
        }
    }

    private void finished(Runnable done) {
        refresh();
        done.run();
    }
}
