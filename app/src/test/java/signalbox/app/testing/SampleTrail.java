package signalbox.app.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Tripwire;
import signalbox.core.policyfile.ChangeText;
import signalbox.core.price.Provenance;

/// The weeks behind the sample day: who changed what, what went wrong, and what still waits for a person. Always the
/// same.
final class SampleTrail {
    private SampleTrail() {}

    static void fill(FakeRouter router) {
        changes(router);
        var ledger = router.ledger();
        incident(
                ledger,
                1,
                30,
                "overrun",
                "gemini/gemini-3-flash used more than its limits allow; the call was charged in full and the model"
                        + " rests for ten minutes.");
        incident(
                ledger,
                2,
                9,
                "unreported_spend",
                "Signalbox did not stop in order. What it may have spent counts as spent until it is released: $0.42 of"
                        + " budget codex-day.");
        incident(
                ledger,
                3,
                3,
                "unknown_outcome",
                "A call to anthropic/claude-sonnet-5 failed inside Signalbox; its whole hold stays charged.");
        unreviewed(ledger, 60_001, 1, 184, Provenance.HELD, 212_400_000L);
        unreviewed(ledger, 60_002, 2, 612, Provenance.ESTIMATED, 4_180_000L);
        unreported(router);
        found(ledger);
    }

    /// The same budget with nothing unreported.
    static BudgetStatus released(BudgetStatus one) {
        return with(one, 0);
    }

    private static BudgetStatus with(BudgetStatus one, long unreported) {
        return new BudgetStatus(
                one.budget(),
                one.windowStart(),
                one.windowEnd(),
                one.spent(),
                one.held(),
                unreported,
                one.cap(),
                one.bumps(),
                one.state(),
                one.refused(),
                one.haltedSince());
    }

    private static void unreported(FakeRouter router) {
        var budgets = new ArrayList<BudgetStatus>();
        for (BudgetStatus one : router.budgets()) {
            budgets.add(one.budget().name().equals("codex-day") ? with(one, 420_000_000L) : one);
        }
        router.budgets(budgets);
    }

    /// The last changes of the policy, each made from the one before, down to what is in force.
    private static void changes(FakeRouter router) {
        Policy now = router.policy();
        var budget = now.budgets().get("nightly-etl-day");
        record Made(PolicyChange undo, String who, String why, Duration ago) {}
        var made =
                List.of(
                        new Made(cap(budget, 20), "ana", "Quarter end needs the larger export", Duration.ofMinutes(48)),
                        new Made(
                                new PolicyChange.Remove(
                                        new PolicyChange.Part.OfRule(now.rules().values().iterator().next())),
                                "ana",
                                "",
                                Duration.ofHours(5)),
                        new Made(
                                new PolicyChange.Remove(new PolicyChange.Part.OfKey(now.keys().get("etl-runner"))),
                                "ben",
                                "New batch machine",
                                Duration.ofDays(2)),
                        new Made(
                                new PolicyChange.Remove(
                                        new PolicyChange.Part.OfBudget(now.budgets().get("everything-month"))),
                                "ana",
                                "",
                                Duration.ofDays(6)));
        var entries = new ArrayList<Ledger.AuditEntry>();
        for (Made each : made) {
            PolicyChange done = each.undo.inverse(now);
            Policy before = each.undo.applyTo(now).withVersion(now.version() - 1);
            var text = ChangeText.of(done, before);
            entries.addFirst(
                    new Ledger.AuditEntry(
                            now.version(),
                            SampleDay.NOW.minus(each.ago),
                            each.who,
                            text.sentence(),
                            text.before(),
                            text.after(),
                            each.why));
            router.past(before);
            now = before;
        }
        entries.forEach(router.ledger()::add);
        router.ledger()
                .add(
                        new Ledger.AuditEntry(
                                13,
                                SampleDay.NOW.minusSeconds(95),
                                "policy",
                                "Halted nightly-etl: $25.00 of $25.00 is spent",
                                "",
                                "",
                                ""));
    }

    private static PolicyChange cap(Budget old, long dollars) {
        return new PolicyChange.Put(new PolicyChange.Part.OfBudget(old.withCap(dollars * SampleDay.DOLLAR)));
    }

    private static void incident(FakeLedger ledger, long sequence, int hours, String code, String message) {
        Instant at = SampleDay.NOW.minus(Duration.ofHours(hours));
        ledger.add(new Ledger.Incident(sequence, at, code, message));
    }

    private static void unreviewed(
            FakeLedger ledger, long sequence, int workload, int minutes, Provenance known, long nanos) {
        var row = SampleCalls.call(sequence, workload, Duration.ofMinutes(minutes), CallRow.Outcome.FAILED, nanos);
        AttemptRow old = row.attempts().getFirst();
        var attempt =
                new AttemptRow(
                        old.provider(),
                        old.model(),
                        0,
                        "connect",
                        old.usage(),
                        nanos,
                        nanos,
                        old.priceIds(),
                        known,
                        "",
                        old.duration());
        ledger.add(new Ledger.Unreviewed(row.withAttempts(List.of(attempt)), 0, nanos));
    }

    private static void found(FakeLedger ledger) {
        Map<String, int[]> each =
                Map.of(
                        "email", new int[] {41, 0, 212},
                        "phone", new int[] {12, 0, 37},
                        "secret", new int[] {0, 3, 0},
                        "card", new int[] {0, 1, 0},
                        "contract-no", new int[] {9, 0, 0});
        Tripwire.Action[] actions = {Tripwire.Action.REDACT, Tripwire.Action.BLOCK, Tripwire.Action.FLAG};
        each.forEach((kind, counts) -> {
            for (int i = 0; i < actions.length; i++) {
                if (counts[i] > 0) {
                    var day = SampleDay.NOW.minus(Duration.ofDays(1 + i));
                    ledger.add(new Ledger.PiiDay(day, kind, actions[i], false, counts[i] / 2 + 1, counts[i]));
                }
            }
        });
        ledger.add(
                new Ledger.PiiDay(SampleDay.NOW.minus(Duration.ofDays(2)), "email", Tripwire.Action.FLAG, true, 4, 6));
    }
}
