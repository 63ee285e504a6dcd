package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.Step;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Endpoint;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PriceOverride;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Wire;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Provenance;
import signalbox.core.price.Sellers;
import signalbox.core.price.Usage;

class SavingsTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private static final PriceBook BOOK = PriceBook.shipped();

    private long sequence;

    @Test
    void whatWasSavedIsToldApartAndAddsUp() {
        CallRow free = row("etl", CallRow.Outcome.ANSWERED, List.of(attempt(0, 700)), 1_000);
        CallRow cheap = row("etl", CallRow.Outcome.ANSWERED, List.of(attempt(40, 40)), 60);
        CallRow cached = row("bot", CallRow.Outcome.ANSWERED, List.of(), 500);
        CallRow refused = row("bot", CallRow.Outcome.REFUSED, List.of(), 0);
        CallRow failed = row("bot", CallRow.Outcome.FAILED, List.of(attempt(9, 9)), 0);
        Savings savings = Savings.of(ledger(free, cheap, cached, refused, failed), BOOK, Policy.EMPTY, AT, false);
        assertEquals(new Savings.Sums(3, 49, 700, 500, 360), savings.whole());
        assertEquals(1_560, savings.whole().saved());
        assertEquals(
                List.of(
                        new Savings.Line("bot", new Savings.Sums(1, 9, 0, 500, 0)),
                        new Savings.Line("etl", new Savings.Sums(2, 40, 700, 0, 360))),
                savings.workloads());
        assertEquals(List.of(), savings.observed());
    }

    @Test
    void simulatedCallsAreNeverAddedToRealOnes() {
        Savings savings =
                Savings.of(ledger(row("etl", CallRow.Outcome.ANSWERED, List.of(), 5)), BOOK, Policy.EMPTY, AT, true);
        assertEquals(new Savings.Sums(0, 0, 0, 0, 0), savings.whole());
        assertEquals(List.of(), savings.workloads());
    }

    @Test
    void whatObservedRoutesWouldHaveCostIsReadFromTheExplanation() {
        String gone = "only observed: it would have gone there, for about 5 nano-dollars";
        String no = "only observed: it would have been refused, No provider may have it.";
        Savings savings =
                Savings.of(
                        ledger(
                                watched(decided(gone), price("would have cost 12 nano-dollars there, they cost 30")),
                                watched(decided(gone)),
                                watched(decided(no))),
                        BOOK,
                        Policy.EMPTY,
                        AT,
                        false);
        assertEquals(List.of(new Savings.Watched("etl", 3, 1, 1, 30, 12)), savings.observed());
    }

    @Test
    void correctionsCountWhereverWhatWasPaidIsCompared() {
        var watched = watched(decided("gone"), price("would have cost 12 nano-dollars there, they cost 30"));
        var asked = row("etl", "house/qwen3", CallRow.Outcome.ANSWERED, List.of(attempt(7, 7), used(5, 30)), 0);
        Savings savings = Savings.of(ledger(-10, watched, asked), BOOK, house("qwen3", 3_000_000L), AT, false);
        assertEquals(List.of(new Savings.Watched("etl", 1, 0, 0, 20, 12)), savings.observed());
        assertEquals(new Savings.Asked(1, 0, 20, 15_000), savings.asked());
    }

    @Test
    void whatIsWrittenOfAnObservedCallIsWhatTheReportReads() {
        Policy policy = house("qwen3", 3_000_000L);
        var usage = new Usage(Map.of(Counter.IN_TEXT, 4L), 4, "", "", -1);
        var row = new AttemptRow("p", "m", 200, "", usage, 30, 30, "", Provenance.REPORTED, "", Duration.ZERO);
        var there = new Attempt("house", "qwen3", 0, 10, 10, 10, 10, "");
        Step told = Observation.price(PriceBook.shipped(), policy, there, row, AT).orElseThrow();
        assertEquals(OptionalLong.of(12_000), Observation.there(told), told.detail());
    }

    @Test
    void theModelAskedForIsPricedWhereItIsKnown() {
        Policy policy = house("qwen3", 3_000_000L);
        var rows =
                new CallRow[] {
                    asked("qwen3", used(4, 30)),
                    asked("house/qwen3", used(5, 30)),
                    asked("nobody-sells-this", used(5, 9)),
                    asked("p/m", used(5, 9)),
                    asked("m", used(5, 9)),
                    asked("", used(5, 9)),
                    asked("claude-opus-4-8", used(1_000_000, 70))
                };
        // four and five tokens at 3,000 nano-dollars, and a million at the list price of the vendor's
        long opus =
                BOOK.cost("anthropic", Sellers.named("claude-opus-4-8"), used(1_000_000, 70).usage(), AT)
                        .orElseThrow()
                        .nanos();
        assertEquals(
                new Savings.Asked(4, 1, 130, 27_000 + opus), Savings.of(ledger(rows), BOOK, policy, AT, false).asked());
    }

    private static Policy house(String id, long pico) {
        var override = new PriceOverride(Map.of(Counter.IN_TEXT, pico, Counter.OUT_TEXT, pico));
        var model = new Model(id, ModelClass.STANDARD, 1000, 100, Set.of(), Optional.of(override));
        var models = new LinkedHashMap<>(Map.of(id, model));
        var house =
                Provider.of(
                        "house",
                        "acme",
                        Wire.OPENAI_CHAT,
                        new Endpoint.Http(URI.create("http://127.0.0.1:1/v1")),
                        new Credential.None(),
                        Tier.PAID,
                        models);
        return Policy.EMPTY.withProviders(new LinkedHashMap<>(Map.of("house", house)));
    }

    private static AttemptRow used(long tokens, long cost) {
        var usage = new Usage(Map.of(Counter.IN_TEXT, tokens), tokens, "", "", -1);
        return new AttemptRow("p", "m", 200, "", usage, cost, cost, "", Provenance.REPORTED, "", Duration.ZERO);
    }

    private CallRow asked(String model, AttemptRow answer) {
        return row("etl", model, CallRow.Outcome.ANSWERED, List.of(answer), 0);
    }

    private static Step decided(String words) {
        return new Step("observe.decided", "house/qwen3", Step.Verdict.NOTED, words);
    }

    private static Step price(String words) {
        return new Step("observe.price", "house/qwen3", Step.Verdict.NOTED, "the tokens that were used " + words);
    }

    private CallRow watched(Step... steps) {
        return row("etl", CallRow.Outcome.ANSWERED, List.of(attempt(30, 30)), 0, steps);
    }

    private static AttemptRow attempt(long cost, long list) {
        var usage = new Usage(Map.of(), 0, "", "", -1);
        return new AttemptRow("p", "m", 200, "", usage, cost, list, "", Provenance.REPORTED, "", Duration.ZERO);
    }

    private CallRow row(
            String workload, CallRow.Outcome outcome, List<AttemptRow> attempts, long saved, Step... steps) {
        return row(workload, "m", outcome, attempts, saved, steps);
    }

    private CallRow row(
            String workload,
            String asked,
            CallRow.Outcome outcome,
            List<AttemptRow> attempts,
            long saved,
            Step... steps) {
        return new CallRow(
                ++sequence,
                AT,
                workload,
                "key",
                "",
                Wire.OPENAI_CHAT,
                asked,
                PiiClass.INTERNAL,
                false,
                outcome,
                "",
                200,
                attempts,
                null,
                Duration.ZERO,
                saved,
                false,
                List.of(steps));
    }

    private static Ledger ledger(CallRow... rows) {
        return ledger(0, rows);
    }

    /// @param correction what was added later to the cost of each
    @SuppressWarnings("unchecked")
    private static Ledger ledger(long correction, CallRow... rows) {
        return (Ledger)
                Proxy.newProxyInstance(
                        Ledger.class.getClassLoader(),
                        new Class<?>[] {Ledger.class},
                        (self, method, arguments) -> {
                            assertEquals("exportCosts", method.getName());
                            for (CallRow row : rows) {
                                ((ObjLongConsumer<CallRow>) arguments[1]).accept(row, row.costNanos() + correction);
                            }
                            return null;
                        });
    }
}
