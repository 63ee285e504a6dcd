package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.CallRow.Outcome;
import signalbox.core.ledger.Demand;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Step;
import signalbox.core.plan.Step.Verdict;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Workload;
import signalbox.core.price.Provenance;
import signalbox.core.provider.Finding;

/// What a call's row is made of while the call runs: its attempts and their charges, the steps of its explanation, and
/// how it ended. Can be read at any time, and more than once. One instance per call, used by one thread.
final class RowDraft {
    /// Followed by the class of the failure: `attempt.rate_limit`.
    private static final String RULE = "attempt.";

    private final long id;
    private final CallRequest request;
    private final TrackedSink sink;

    private final List<AttemptRow> attempts = new ArrayList<>();
    private final List<Charge> charges = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private Translating translating;
    private CallFacts facts;
    private Workload workload;
    private boolean practice;
    private Outcome outcome = Outcome.REFUSED;
    private String code = "";
    private long savedNanos;

    RowDraft(long id, CallRequest request, TrackedSink sink) {
        this.id = id;
        this.request = request;
        this.sink = sink;
    }

    void belongsTo(Workload chosen, boolean simulated) {
        workload = chosen;
        practice = simulated;
    }

    void asked(CallFacts known) {
        facts = known;
    }

    /// Where notes of what is lost or changed on the way come from.
    void translated(Translating notes) {
        translating = notes;
    }

    void steps(List<Step> more) {
        steps.addAll(more);
    }

    void step(Step step) {
        steps.add(step);
    }

    void noted(String rule, String subject, String detail) {
        steps.add(new Step(rule, subject, Verdict.NOTED, detail));
    }

    /// An attempt that was not made, or that failed, and why. What was said already is not said again.
    void refused(String rule, Attempt attempt, String detail) {
        var step = new Step(rule, name(attempt), Verdict.REFUSED, detail);
        if (!steps.contains(step)) {
            steps.add(step);
        }
    }

    /// An attempt was made in the size that its budgets had room for.
    void clamped(Attempt attempt, Attempt fitted) {
        if (fitted.outputLimit() < attempt.outputLimit()) {
            noted(
                    "budget.clamp",
                    name(attempt),
                    "the output limit was lowered from "
                            + attempt.outputLimit()
                            + " to "
                            + Count.of(fitted.outputLimit(), "token")
                            + ", worst case "
                            + Amount.money(fitted.worstNanos()));
        }
    }

    private static String name(Attempt attempt) {
        return attempt.provider() + "/" + attempt.model();
    }

    /// Takes an attempt down, once.
    ///
    /// @return whether it was new
    boolean made(AttemptRow attempt, List<Charge> charged) {
        if (!attempts.isEmpty() && attempts.getLast() == attempt) {
            return false;
        }
        attempts.add(attempt);
        charges.addAll(charged);
        return true;
    }

    /// An answer reached the client, whole or not. May be told again when it turns out that it did not arrive.
    ///
    /// @return whether its attempt was new
    boolean delivered(AttemptResult.Delivered delivered) {
        savedNanos = delivered.savedNanos();
        outcome = delivered.whole() ? Outcome.ANSWERED : Outcome.FAILED;
        code = delivered.row().error();
        boolean fresh = made(delivered.row(), delivered.charges());
        if (fresh && !delivered.whole()) {
            brokeOff(delivered.row());
        }
        return fresh;
    }

    /// An attempt failed before anything reached the client.
    void failed(Attempt attempt, AttemptResult.Failed failed) {
        made(failed.row(), failed.charges());
        Finding finding = failed.reading().finding();
        refused(
                RULE + failed.errorClass().id(),
                attempt,
                figures(failed.row())
                        + finding.retryAfter().map(wait -> ", asks to wait " + wait.toMillis() + " ms").orElse("")
                        + ": "
                        + finding.message());
    }

    private void brokeOff(AttemptRow row) {
        steps.add(
                new Step(
                        RULE + row.error(),
                        row.provider() + "/" + row.model(),
                        Verdict.REFUSED,
                        figures(row) + ": it ended when the client had part of the answer, so no other was asked"));
    }

    private static String figures(AttemptRow row) {
        String status = row.status() == 0 ? "no answer" : "status " + row.status();
        String cost =
                row.costNanos() == 0
                        ? "nothing charged"
                        : Amount.money(row.costNanos())
                                + " "
                                + (row.provenance() == Provenance.HELD ? "held for review" : "charged");
        return status + " after " + row.duration().toMillis() + " ms, " + cost;
    }

    /// The answer of another call was given again, instead of paying for it once more.
    void reused(long instead) {
        outcome = Outcome.ANSWERED;
        savedNanos = instead;
    }

    boolean wasAnswered() {
        return outcome == Outcome.ANSWERED;
    }

    /// Empty while none is chosen.
    String workload() {
        return workload == null ? "" : workload.name();
    }

    /// Providers were asked, or we failed; without it a call that was not answered counts as refused.
    void failed() {
        outcome = Outcome.FAILED;
    }

    /// The call was answered here, without any provider's answer.
    void answered() {
        outcome = Outcome.ANSWERED;
    }

    /// The error code that the client gets.
    void told(String errorCode) {
        code = errorCode;
    }

    /// Null when none was made.
    AttemptRow lastAttempt() {
        return attempts.isEmpty() ? null : attempts.getLast();
    }

    List<Charge> charges() {
        return charges;
    }

    /// The figures for an error's head.
    AnswerHeaders.Figures figures() {
        AttemptRow last = lastAttempt();
        return new AnswerHeaders.Figures(
                id,
                workload == null ? "" : workload.name(),
                last == null ? "" : last.provider(),
                last == null ? "" : last.model(),
                attempts.size(),
                attempts.stream().mapToLong(AttemptRow::costNanos).sum(),
                0);
    }

    /// The row as it would be if the call ended now.
    CallRow row(Instant now) {
        return new CallRow(
                id,
                request.at(),
                workload == null ? "" : workload.name(),
                request.key().name(),
                workload == null ? "" : workload.team(),
                request.wire(),
                facts == null ? "" : facts.askedModel(),
                facts == null ? PiiClass.PUBLIC : facts.pii(),
                facts != null && facts.stream(),
                outcome,
                code,
                sink.status(),
                attempts,
                sink.firstByte(),
                Duration.between(request.at(), now),
                savedNanos,
                practice,
                explanation(),
                facts == null ? null : Demand.of(facts));
    }

    private List<Step> explanation() {
        Set<Step> notes = translating == null ? Set.of() : translating.steps();
        if (notes.isEmpty()) {
            return steps;
        }
        var all = new ArrayList<>(steps);
        all.addAll(notes);
        return all;
    }
}
