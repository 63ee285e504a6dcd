package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import signalbox.core.budget.BudgetBook;
import signalbox.core.budget.Charge;
import signalbox.core.cache.AnswerCache;
import signalbox.core.cache.PromptMemory;
import signalbox.core.cache.RequestMemory;
import signalbox.core.dialect.translate.ThoughtMemory;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.LiveView;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.price.PriceBook;
import signalbox.core.provider.Deadlines;
import signalbox.core.provider.Health;
import signalbox.core.provider.Latency;
import signalbox.core.provider.Traffic;
import signalbox.core.provider.Upstream;

/// What a call's steps work with. Thread-safe parts, shared by all calls.
record Engine(
        InstantSource clock,
        PriceBook prices,
        Books books,
        Upstream upstream,
        Health health,
        Traffic traffic,
        Latency latency,
        Ledgering ledger,
        ThoughtMemory thoughts,
        Deadlines deadlines,
        ClockGuard guard,
        AnswerCache answers,
        PromptMemory prompts,
        RequestMemory<CallRequest> requests) {

    static Engine of(Parts parts, Ledgering ledger) {
        return new Engine(
                parts.clock(),
                parts.prices().book(),
                parts.books(),
                parts.upstream(),
                parts.health(),
                new Traffic(),
                new Latency(),
                ledger,
                new ThoughtMemory(),
                parts.http().deadlines(),
                parts.guard(),
                new AnswerCache(parts.clock()),
                new PromptMemory(parts.clock()),
                new RequestMemory<>(parts.clock()));
    }

    /// Forgets what was kept of requests before then, and every answer kept for repeats when that is within the last
    /// day.
    void forget(Instant before) {
        requests.dropBefore(before);
        if (before.isAfter(now().minus(Duration.ofDays(1)))) {
            answers.clear();
        }
    }

    /// The same with other prices; calls that began go on with theirs.
    Engine pricedBy(PriceBook book) {
        return new Engine(
                clock, book, books, upstream, health, traffic, latency, ledger, thoughts, deadlines, guard, answers,
                prompts, requests);
    }

    /// Where finished calls go.
    interface Ledgering {
        /// Whether rows can be written; when not, no call may be served.
        boolean healthy();

        /// Keeps a row over a kill, before the client sees the end of its answer.
        ///
        /// @return where, for [#finished]
        int keep(CallRow row, List<Charge> charges);

        /// @param kept where the row is kept, or -1
        void finished(CallRow row, List<Charge> charges, int kept);

        /// Something the operator must know; `cause` goes to the log, and may be null.
        void incident(String code, String message, Throwable cause);

        /// A provider fell ill.
        void providerHealth(String provider, String why);
    }

    BudgetBook book(Provider provider) {
        return books.of(provider.practice());
    }

    Instant now() {
        return clock.instant();
    }

    /// The live facts that a plan for such a call weighs.
    LiveView live(Policy policy, CallFacts call) {
        return new LiveFacts(this, policy, call, now()).view();
    }
}
