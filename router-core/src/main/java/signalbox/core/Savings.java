package signalbox.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.Step;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceBook;

/// What was paid since an instant, what was not and why, and what routes that only watched would have cost. Amounts are
/// nano-dollars. Every answered call counts once: its saving is the list price of its tokens at the dearest target
/// planned for it, less what was paid, as its row has it; a call that nothing dearer could have served saved nothing.
///
/// @param asked against the models that clients named
/// @param workloads by name, those with answered calls
/// @param observed workloads that were only observed, by name
public record Savings(
        Instant from, boolean practice, Sums whole, Asked asked, List<Line> workloads, List<Watched> observed) {
    public Savings {
        workloads = List.copyOf(workloads);
        observed = List.copyOf(observed);
    }

    /// @param paid corrections and billed attempts that failed included
    /// @param free list price of calls that cost nothing where they went: free tiers, subscriptions, own machines
    /// @param cache what answers from memory would have cost
    /// @param routing what the dearest target of the plan would have cost more than the list price of the one that
    ///   answered
    public record Sums(long calls, long paid, long free, long cache, long routing) {
        private static final Sums NONE = new Sums(0, 0, 0, 0, 0);

        public long saved() {
            return free + cache + routing;
        }

        private Sums plus(Sums more) {
            return new Sums(
                    calls + more.calls, paid + more.paid, free + more.free, cache + more.cache, routing + more.routing);
        }
    }

    /// Answered calls whose client named a model and got another. A comparison of prices for the tokens that were used:
    /// the model that was named might have used more of them or fewer.
    ///
    /// @param unpriced calls for which no price of the model that was named is known; they stand in neither sum
    /// @param paid what the other calls cost where they went
    /// @param there the list price of the same tokens at the models that were named
    public record Asked(long calls, long unpriced, long paid, long there) {
        private static final Asked NONE = new Asked(0, 0, 0, 0);

        private Asked plus(Asked more) {
            return new Asked(calls + more.calls, unpriced + more.unpriced, paid + more.paid, there + more.there);
        }
    }

    public record Line(String workload, Sums sums) {}

    /// @param refused calls that the route would have refused
    /// @param unpriced calls whose price there is not known; they stand in neither sum
    /// @param paid what the other calls cost where they went
    /// @param there what the same tokens would have cost where the route would have sent them
    public record Watched(String workload, long calls, long refused, long unpriced, long paid, long there) {
        private Watched plus(Watched more) {
            return new Watched(
                    workload,
                    calls + more.calls,
                    refused + more.refused,
                    unpriced + more.unpriced,
                    paid + more.paid,
                    there + more.there);
        }
    }

    /// Adds up row by row: about a second for 100,000 calls. Never on the FX thread.
    ///
    /// @param prices for models that clients named
    /// @param policy says who serves these
    /// @param practice whether simulated calls are added up, or real ones
    /// @throws IllegalStateException when the ledger cannot be read
    public static Savings of(Ledger ledger, PriceBook prices, Policy policy, Instant from, boolean practice) {
        var price = new AskedPrice(prices, policy);
        var asked = new Asked[] {Asked.NONE};
        var sums = new TreeMap<String, Sums>();
        var observed = new TreeMap<String, Watched>();
        ledger.exportCosts(
                from,
                (row, cost) -> {
                    if (row.practice() == practice) {
                        sums.merge(row.workload(), sums(row, cost), Sums::plus);
                        watch(row, cost, observed);
                        asked[0] = asked[0].plus(asked(row, cost, price));
                    }
                });
        sums.values().removeIf(one -> one.calls == 0 && one.paid == 0);
        Sums whole = sums.values().stream().reduce(Sums.NONE, Sums::plus);
        return new Savings(
                from,
                practice,
                whole,
                asked[0],
                sums.entrySet().stream().map(one -> new Line(one.getKey(), one.getValue())).toList(),
                List.copyOf(observed.values()));
    }

    private static Sums sums(CallRow row, long cost) {
        if (row.outcome() != CallRow.Outcome.ANSWERED) {
            return new Sums(0, cost, 0, 0, 0);
        }
        if (row.attempts().isEmpty()) {
            return new Sums(1, cost, 0, row.savedNanos(), 0);
        }
        AttemptRow answer = row.attempts().getLast();
        long free = Math.clamp(answer.listNanos() - answer.costNanos(), 0, row.savedNanos());
        return new Sums(1, cost, free, 0, row.savedNanos() - free);
    }

    private static Asked asked(CallRow row, long cost, AskedPrice price) {
        if (!AskedPrice.other(row)) {
            return Asked.NONE;
        }
        OptionalLong there = price.nanos(row);
        return there.isEmpty() ? new Asked(1, 1, 0, 0) : new Asked(1, 0, answerCost(row, cost), there.getAsLong());
    }

    /// What the answer cost, with every correction: the call's cost but for the attempts before it.
    private static long answerCost(CallRow row, long cost) {
        return cost - row.costNanos() + row.attempts().getLast().costNanos();
    }

    private static void watch(CallRow row, long cost, Map<String, Watched> observed) {
        if (row.steps().stream().noneMatch(step -> step.rule().equals(Observation.DECIDED))) {
            return;
        }
        OptionalLong there =
                row.steps().stream().map(Observation::there).flatMapToLong(OptionalLong::stream).findFirst();
        boolean refused = row.steps().stream().anyMatch(Savings::wouldRefuse);
        boolean priced = there.isPresent() && !row.attempts().isEmpty();
        observed.merge(
                row.workload(),
                new Watched(
                        row.workload(),
                        1,
                        refused ? 1 : 0,
                        priced || refused ? 0 : 1,
                        priced ? answerCost(row, cost) : 0,
                        priced ? there.getAsLong() : 0),
                Watched::plus);
    }

    private static boolean wouldRefuse(Step step) {
        return step.rule().equals(Observation.DECIDED) && step.detail().contains("it would have been refused");
    }
}
