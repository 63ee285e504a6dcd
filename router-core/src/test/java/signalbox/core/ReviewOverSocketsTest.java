package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.Charge;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.Journals;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Ledger.Bucket;
import signalbox.core.ledger.Ledger.Group;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// A call whose outcome nobody knows keeps its whole hold until a person says what it cost.
class ReviewOverSocketsTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              fake:
                base-url: http://127.0.0.1:%d/v1
                models: {m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}}
            routes: {r: [fake/m]}
            workloads:
              w: {route: r, max-tokens: 100, team: red}
              v: {route: r, max-tokens: 5}
            budgets:
              mine: {on: "workload:w", limit: $1, window: day}
              team: {on: "team:red", limit: $5, window: month}
              counted: {on: everything, limit: 1M tokens, window: day}
              other: {on: "workload:v", limit: $1, window: day}
            """;

    @TempDir Path dir;

    private FakeUpstream upstream;
    private Served served;
    private long call;
    private long held;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start();
        upstream.always(FakeReply.drop());
        served = Served.open(dir.resolve("data"), POLICY.formatted(upstream.port()));
        served.chat("");
        served.flush();
        call = ledger().recent(1).getFirst().id();
        held = ledger().recent(1).getFirst().costNanos();
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private Ledger ledger() {
        return served.router().ledger();
    }

    private long settle(OptionalLong actual) throws RouterException {
        return served.router().settleReviewed(call, OptionalInt.empty(), actual, "ann", "the invoice says so");
    }

    private long spent(String budget) {
        return served.budget(budget).spent();
    }

    private long ledgerCost(Group group) {
        served.flush();
        return ledger().spend(Instant.EPOCH, Instant.MAX, Bucket.ALL, group).stream()
                .mapToLong(Ledger.Spend::costNanos)
                .sum();
    }

    @Test
    void anUnknownOutcomeAwaitsReviewAndItsCorrectionReachesEveryCounter() throws Exception {
        assertTrue(held > 100_000, "the whole hold is charged");
        var open = ledger().unreviewed(10);
        assertEquals(List.of(call), open.stream().map(each -> each.call().id()).toList());
        assertEquals(held, open.getFirst().costNanos());
        long tokens = spent("counted");

        assertEquals(60_000 - held, settle(OptionalLong.of(60_000)));

        assertEquals(60_000, spent("mine"));
        assertEquals(60_000, spent("team"));
        assertEquals(tokens, spent("counted"), "a cost says nothing about tokens");
        assertEquals(0, spent("other"));
        assertEquals(60_000, ledgerCost(Group.TEAM));
        assertEquals(List.of(), ledger().unreviewed(10));
        var adjustment = ledger().adjustments(call).getFirst();
        assertEquals(Adjusted.Kind.REVIEWED, adjustment.kind());
        assertEquals(60_000 - held, adjustment.costNanos());
        assertEquals("the invoice says so", adjustment.entry().reason());
        assertEquals("ann", ledger().audit(1).getFirst().actor());
        assertEquals(held, ledger().call(call).orElseThrow().costNanos(), "the row is never edited");
    }

    /// Wherever a crash cuts the journal, what it holds for a window covers what was charged in it: nothing that was in
    /// flight is taken for spent by the correction.
    @Test
    void whatACorrectionAddsIsInEscrowBeforeItIsCharged() throws Exception {
        settle(OptionalLong.of(3 * held));
        assertEquals(3 * held, spent("mine"));

        var free = new HashMap<String, Long>();
        var corrections = 0;
        for (JournalRecord record : Journals.records(dir.resolve("data"))) {
            switch (record) {
                case JournalRecord.EscrowMoved(var movements) ->
                        movements.forEach(each -> free.merge(each.budget(), each.amount(), Long::sum));
                case JournalRecord.CallRecord(var _, var charges) -> charge(free, charges);
                case Adjusted adjusted -> {
                    charge(free, adjusted.charges());
                    corrections++;
                }
                default -> {}
            }
            free.forEach((budget, left) -> assertTrue(left >= 0, budget + " lacks " + left + " after " + record));
        }
        assertEquals(1, corrections);
    }

    private static void charge(Map<String, Long> free, List<Charge> charges) {
        charges.forEach(each -> free.merge(each.budget(), -each.amount(), Long::sum));
    }

    @Test
    void correctionsSurviveARestartAndARebuild() throws Exception {
        settle(OptionalLong.of(60_000));
        served.close();
        served = Served.open(dir.resolve("data"));
        assertEquals(60_000, spent("mine"));
        assertEquals(0, served.budget("mine").unreported());
        assertEquals(60_000, ledgerCost(Group.WORKLOAD));
        assertEquals(List.of(), ledger().unreviewed(10));
        assertEquals(1, ledger().adjustments(call).size());
    }

    @Test
    void keepingWhatIsChargedIsAReviewTooAndEachIsReviewedOnce() throws Exception {
        assertEquals(0, settle(OptionalLong.empty()));
        assertEquals(held, spent("mine"));
        served.flush();
        assertEquals(List.of(), ledger().unreviewed(10));
        assertEquals(
                "nothing_to_review", assertThrows(RouterException.class, () -> settle(OptionalLong.empty())).code());
    }

    @Test
    void whatCannotBeReviewedIsNamedAndChangesNothing() {
        var router = served.router();
        assertEquals(
                "unknown_call",
                assertThrows(
                                RouterException.class,
                                () -> router.settleReviewed(77, OptionalInt.empty(), OptionalLong.empty(), "ann", ""))
                        .code());
        assertEquals(
                "unknown_attempt",
                assertThrows(
                                RouterException.class,
                                () -> router.settleReviewed(call, OptionalInt.of(1), OptionalLong.empty(), "ann", ""))
                        .code());
        assertEquals("bad_amount", assertThrows(RouterException.class, () -> settle(OptionalLong.of(-1))).code());
        assertEquals(held, spent("mine"));
    }
}
