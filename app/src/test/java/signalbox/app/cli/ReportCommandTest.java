package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;

class ReportCommandTest {
    @TempDir Path dir;

    @Test
    void theReportAddsUpWhatTheLedgerHas() throws Exception {
        try (Running running = Running.open(dir.resolve("data"))) {
            running.callUntilHalted("etl");
            var terminal = new Terminal(dir.resolve("data"));
            Ledger ledger = running.router().ledger();
            var rows = ledger.recent(1_000);
            long paid = rows.stream().mapToLong(CallRow::costNanos).sum();

            var report = (Map<?, ?>) Json.read(terminal.run("report", "--practice", "--json").out());
            assertEquals(paid, report.get("paid_nanos"));
            assertEquals(
                    rows.stream().filter(row -> row.outcome() == CallRow.Outcome.ANSWERED).count(),
                    report.get("calls"));
            var line = (Map<?, ?>) ((List<?>) report.get("workloads")).getFirst();
            assertEquals("etl", line.get("workload"));
            assertEquals(paid, line.get("paid_nanos"));

            String text = terminal.run("report", "--practice").out();
            assertTrue(text.contains("etl: paid $"), text);
            assertTrue(text.endsWith("These calls were simulated; nothing was paid.\n"), text);
            String real = terminal.run("report", "--last", "P1D").out();
            assertTrue(real.contains("paid     $0.00 for 0 answered calls"), real);
            assertEquals(2, terminal.run("report", "--last", "soon").code());
        }
    }
}
