package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.cli.Terminal.Said;
import signalbox.core.Permit;
import signalbox.core.ledger.CallId;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Amount;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.provider.PracticeSettings.Fault;

/// Commands that lead a figure back to its rows and settle what is not known for certain.
class LedgerCommandsTest {
    @TempDir Path dir;

    @RegisterExtension final RunningEach running = new RunningEach(() -> dir);

    @BeforeEach
    void spendAll() throws Exception {
        running.router().practice(PracticeSettings.instant().withFault(Fault.NO_USAGE, 1));
        running.callUntilHalted("etl");
    }

    private Said ok(String... arguments) {
        var said = running.run(arguments);
        assertEquals(0, said.code(), said.err());
        return said;
    }

    private Map<?, ?> explained() throws Exception {
        return (Map<?, ?>) Json.read(ok("ledger", "explain-budget", "etl-daily", "--json").out());
    }

    @Test
    void aBudgetsFigureIsLedBackToItsRows() throws Exception {
        var budget = explained();
        long sum =
                ((List<?>) budget.get("rows")).stream().mapToLong(row -> (long) ((Map<?, ?>) row).get("amount")).sum();
        assertEquals(budget.get("spent"), sum);
        assertEquals(budget.get("charged"), sum);
        assertEquals(0L, budget.get("difference"));
        String text = ok("ledger", "explain-budget", "etl-daily", "--rows", "1").out();
        assertTrue(text.startsWith("Budget etl-daily from 2026-11-21T00:00:00Z to 2026-11-22T00:00:00Z"), text);
        assertEquals(1, text.lines().dropWhile(line -> !line.startsWith("rows")).skip(1).count(), text);
        assertTrue(running.run("ledger", "explain-budget", "none").err().contains("[no_budget]"));
        var window = running.run("ledger", "explain-budget", "etl-daily", "--window", "noon");
        assertTrue(window.err().contains("[bad_time]"), window.err());
        var rows = running.run("ledger", "explain-budget", "etl-daily", "--rows", "0");
        assertTrue(rows.err().contains("[bad_number]"), rows.err());
    }

    @Test
    void whatIsHeldIsLedBackToTheCallsThatHoldIt() throws Exception {
        running.router().unlock("etl", Optional.of(Amount.parse("$1.00")), "test", "");
        try (Permit permit = running.router().enforce(facts())) {
            long held = permit.attempt().worstNanos();
            var budget = explained();
            var hold = (Map<?, ?>) ((List<?>) budget.get("held_by")).getFirst();
            assertEquals(held, budget.get("held"));
            assertEquals(held, hold.get("amount"));
            assertEquals("etl", hold.get("workload"));
            assertEquals("practice/practice-large", hold.get("target"));
            assertEquals("2026-11-21T12:00:00Z", hold.get("since"));
            assertEquals(0L, budget.get("held_by_more"));
            String line =
                    "  %s holds %s since 2026-11-21T12:00:00Z for etl at practice/practice-large"
                            .formatted(hold.get("call"), Amount.money(held).format());
            String text = ok("ledger", "explain-budget", "etl-daily").out();
            assertTrue(text.lines().anyMatch(line::equals), text);
        }
        assertEquals(List.of(), explained().get("held_by"));
    }

    private static CallFacts facts() {
        return new CallFacts(
                "etl",
                "etl-calls",
                Wire.OPENAI_CHAT,
                "practice-large",
                PiiClass.INTERNAL,
                100,
                200,
                1,
                false,
                Set.of(),
                0,
                "");
    }

    @Test
    void anEstimateIsReviewed() throws Exception {
        String list = ok("ledger", "review").out();
        long rows = list.lines().count();
        String call = CallId.format(running.router().ledger().unreviewed(1).getFirst().call().id());
        assertTrue(list.contains(call + "  "), list);
        assertTrue(list.contains("(estimated), practice"), list);
        long before = (long) explained().get("spent");

        assertEquals(2, running.run("ledger", "review", call).code());
        assertEquals(2, running.run("ledger", "review", call, "--keep", "--cost", "$1").code());
        assertTrue(running.run("ledger", "review", call, "--cost", "5 calls").err().contains("[bad_amount]"));
        var said = ok("ledger", "review", call, "--cost", "$0", "--reason", "never billed");
        assertTrue(said.out().startsWith("Reviewed; $") && said.out().endsWith(" was given back.\n"), said.out());

        var after = explained();
        assertTrue((long) after.get("spent") < before);
        assertEquals(after.get("spent"), after.get("charged"));
        assertEquals(rows - 1, ok("ledger", "review").out().lines().count());
        String explained = ok("explain", call).out();
        assertTrue(explained.contains("reviewed at") && explained.contains("never billed"), explained);
        assertTrue(running.run("ledger", "review", call, "--keep").err().contains("[nothing_to_review]"));
    }

    @Test
    void incidentsAreListed() throws Exception {
        assertEquals("No incidents.\n", ok("ledger", "incidents").out());
        running.router().practice(PracticeSettings.instant().withFault(Fault.LYING_USAGE, 1));
        running.router().revokeKey("etl-calls", "test");
        ok("unlock", "etl", "--to", "$1");
        running.callUntilHalted("etl");
        String incidents = ok("ledger", "incidents").out();
        assertTrue(incidents.contains("[overrun]"), incidents);
        assertTrue(ok("status").out().contains("[overrun]"));
        assertEquals(1, ((List<?>) Json.read(ok("ledger", "incidents", "--limit", "1", "--json").out())).size());
    }
}
