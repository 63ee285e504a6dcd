package signalbox.core.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Demand;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

class ReplayTest {
    private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
    private static final String TEXT =
            """
            signalbox: 1
            providers:
              far:
                base-url: https://api.far.example/v1
                jurisdiction: US
                models: {big: {price: {input: 2, output: 10}}, small: {price: {input: 1, output: 5}}}
              house: {base-url: http://127.0.0.1:11434/v1, tier: free, clearance: private, models: {local: {}}}
            routes:
              first: [far/big, house/local]
              second: [far/small, house/local]
            workloads:
              etl: {route: first, pii: internal, max-tokens: 1000}
            """;

    private final CallId ids = new CallId();
    private final List<CallRow> rows = new ArrayList<>();

    private void call(int minute, long in, long out) {
        Instant at = START.plus(Duration.ofMinutes(minute));
        var usage = new Usage(Map.of(Counter.IN_TEXT, in, Counter.OUT_TEXT, out), in, "", "", -1);
        var attempt =
                new AttemptRow(
                        "far", "big", 200, "", usage, 7, 7, "override", Provenance.REPORTED, "", Duration.ofMillis(5));
        row(at, CallRow.Outcome.ANSWERED, List.of(attempt), new Demand(400, -1, 1, Set.of(), 0, ""));
    }

    private void row(Instant at, CallRow.Outcome outcome, List<AttemptRow> attempts, Demand demand) {
        rows.add(
                new CallRow(
                        ids.next(at),
                        at,
                        "etl",
                        "app",
                        "",
                        Wire.OPENAI_CHAT,
                        "",
                        PiiClass.INTERNAL,
                        false,
                        outcome,
                        "",
                        200,
                        attempts,
                        null,
                        Duration.ofMillis(5),
                        0,
                        false,
                        List.of(),
                        demand));
    }

    private static Policy policy(String good, String bad) {
        assertTrue(TEXT.contains(good), good);
        try {
            return PolicyFile.read(TEXT.replace(good, bad));
        } catch (PolicyFileException e) {
            throw new AssertionError(e);
        }
    }

    private Replay replay(Policy draft) {
        var replayer = Replayer.between(policy("", ""), draft, PriceBook.shipped(), Replay.Progress.NONE);
        rows.forEach(replayer::add);
        return replayer.result();
    }

    @Test
    void theSamePolicyChangesNothing() {
        call(0, 100, 50);
        Replay replay = replay(policy("", ""));

        assertEquals(1, replay.calls());
        assertEquals(0, replay.moved() + replay.refused() + replay.allowed());
        // 100 × $2/M + 50 × $10/M
        assertEquals(700_000, replay.beforeNanos());
        assertEquals(0, replay.deltaNanos());
        assertEquals(7, replay.paidNanos());
    }

    @Test
    void callsMoveAndTheirCostIsToldFromTheTokensTheyUsed() {
        call(0, 100, 50);
        call(1, 1000, 0);
        Replay replay = replay(policy("etl: {route: first", "etl: {route: second"));

        assertEquals(2, replay.moved());
        assertEquals(700_000 + 2_000_000, replay.beforeNanos());
        assertEquals(350_000 + 1_000_000, replay.afterNanos());
        assertEquals("far/big", replay.differences().getFirst().from());
        assertEquals("far/small", replay.differences().getFirst().to());
    }

    @Test
    void aRuleThatRefusesTheDearOneMovesCallsToTheFreeOne() {
        call(0, 100, 50);
        Replay replay =
                replay(policy("workloads:", "rules: {home: {at-least: internal, jurisdictions: [local]}}\nworkloads:"));

        assertEquals(1, replay.refused());
        assertTrue(
                replay.differences().getFirst().why().contains("house runs inference in unknown")
                        || replay.differences().getFirst().why().contains("far runs inference in US"));
        assertEquals(0, replay.afterNanos());
    }

    @Test
    void aDraftCapSendsLaterCallsToFreeModelsUntilItsWindowEnds() {
        for (int minute : new int[] {0, 10, 20, 61}) {
            call(minute, 100, 50);
        }
        Replay replay =
                replay(
                        policy(
                                "workloads:",
                                "budgets: {cap: {on: everything, limit: $0.0015, window: hour}}\nworkloads:"));

        // two calls of $0.0007 fit into the hour, the third goes to the free model, the next hour starts anew
        assertEquals(1, replay.moved());
        assertEquals(START.plus(Duration.ofMinutes(20)), replay.differences().getFirst().at());
        assertEquals("house/local", replay.differences().getFirst().to());
        assertEquals(3 * 700_000, replay.afterNanos());
    }

    @Test
    void atATokenCapFreeModelsHaltToo() {
        call(0, 100, 50);
        call(1, 100, 50);
        Replay replay = replay(policy("workloads:", "budgets: {cap: {on: everything, limit: 200 tokens}}\nworkloads:"));

        assertEquals(1, replay.refused());
        assertEquals("budget cap would be used up", replay.differences().getFirst().why());
    }

    @Test
    void whatWasRefusedAndWouldBeServedIsCountedWithoutMakingUpACost() {
        row(START, CallRow.Outcome.REFUSED, List.of(), new Demand(400, -1, 1, Set.of(), 0, ""));
        var replayer =
                Replayer.between(
                        policy("workloads:", "rules: {home: {at-least: public, jurisdictions: [EU]}}\nworkloads:"),
                        policy("", ""),
                        PriceBook.shipped(),
                        Replay.Progress.NONE);
        rows.forEach(replayer::add);
        Replay replay = replayer.result();

        assertEquals(1, replay.allowed());
        assertEquals(1, replay.unpriced());
        assertEquals(0, replay.afterNanos());
    }

    @Test
    void rowsThatKeptNoFactsAreCountedApart() {
        row(START, CallRow.Outcome.REFUSED, List.of(), null);

        assertEquals(1, replay(policy("", "")).unknown());
        assertEquals(0, replay(policy("", "")).calls());
    }

    @Test
    void aReplayCanBeStopped() {
        for (int i = 0; i < 600; i++) {
            call(i, 1, 1);
        }
        var seen = new ArrayList<Long>();
        var replayer =
                Replayer.between(
                        policy("", ""),
                        policy("", ""),
                        PriceBook.shipped(),
                        calls -> {
                            seen.add(calls);
                            return calls < 512;
                        });

        assertThrows(CancellationException.class, () -> rows.forEach(replayer::add));
        assertEquals(List.of(256L, 512L), seen);
    }
}
