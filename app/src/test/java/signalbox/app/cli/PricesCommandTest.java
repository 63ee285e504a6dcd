package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.cli.Terminal.Said;
import signalbox.core.ledger.CallId;

/// Prices by command line, with a running instance and without one.
class PricesCommandTest {
    private static final String USAGE = "{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}";

    @TempDir Path dir;

    private Terminal terminal() {
        return new Terminal(dir.resolve("data"));
    }

    private static Said good(Said said) {
        assertEquals(0, said.code(), said.err());
        return said;
    }

    private static void refused(Said said, String code, String words) {
        assertEquals(1, said.code(), said.out());
        assertTrue(said.err().contains("[" + code + "]") && said.err().contains(words), said.err());
    }

    @Test
    void aPriceIsSetShownEndedAndTakenBack() throws Exception {
        try (var running = Running.open(dir.resolve("data"))) {
            var set = good(terminal().run("prices", "set", "acme/m", "input=1", "output=$2", "--from", "2026-12-01"));
            assertTrue(
                    set.out().contains("+ acme/m: input 1, output 2, from 2026-12-01T00:00:00Z, by hand"), set.out());
            assertTrue(set.out().contains("signalbox prices undo 1"), set.out());

            var early = good(terminal().run("prices", "list", "--provider", "acme", "--at", "2026-11-30", "--json"));
            assertEquals(List.of(), ((Map<?, ?>) Json.read(early.out())).get("prices"));
            var listed = good(terminal().run("prices", "list", "--provider", "acme", "--at", "2026-12-01", "--json"));
            var price = (Map<?, ?>) ((List<?>) ((Map<?, ?>) Json.read(listed.out())).get("prices")).getFirst();
            assertEquals("acme/m@2026-12-01~1", price.get("id"));
            assertEquals(Map.of("input", "1", "output", "2"), price.get("rates"));

            good(terminal().run("prices", "end", "acme/m@2026-12-01~1", "--at", "2027-01-01"));
            assertTrue(good(terminal().run("prices", "show", "acme/m")).out().contains("to 2027-01-01T00:00:00Z"));
            good(terminal().run("prices", "undo", "1"));
            refused(terminal().run("prices", "show", "acme/m"), "unknown_price", "There is no price");
            assertTrue(good(terminal().run("prices", "show", "acme/m@2026-12-01~1")).out().contains("input 1"));
            assertEquals(3, running.router().pricing().history().revision());
        }
    }

    @Test
    void badInputIsRefusedWithItsReason() throws Exception {
        try (var _ = Running.open(dir.resolve("data"))) {
            refused(terminal().run("prices", "set", "acme/m", "input=-1", "output=2"), "bad_price", "below 0");
            refused(terminal().run("prices", "set", "acme/m", "colour=1"), "bad_price", "there is no rate \"colour\"");
            refused(terminal().run("prices", "set", "acme/m", "input=1", "input=2"), "bad_price", "each rate once");
            refused(terminal().run("prices", "set", "acme", "input=1"), "bad_price", "PROVIDER/MODEL");
            refused(
                    terminal().run("prices", "set", "acme/m", "input=1", "output=1", "--from", "soon"),
                    "bad_time",
                    "soon");
            refused(terminal().run("prices", "undo", "9"), "bad_price", "no change 9");
            refused(terminal().run("prices", "end", "no/such"), "bad_price", "no/such");
            refused(terminal().run("prices", "import", "http://x.test/p.csv"), "price_download_failed", "https");
            refused(
                    terminal().run("prices", "reprice", "--from", "2026-11-02", "--to", "2026-11-01"),
                    "bad_time",
                    "before");
            assertEquals(2, terminal().run("prices", "set", "acme/m").code());
        }
    }

    @Test
    void anImportIsShownAndAppliedOnlyWithYes() throws Exception {
        Path table = dir.resolve("list.csv");
        Files.writeString(table, "vendor,model,in,out\nacme,m,1,2\nopenai,gpt-5.5,4,20\nacme,bad,-1,2\n");
        try (var running = Running.open(dir.resolve("data"))) {
            var shown = good(terminal().run("prices", "import", table.toString()));
            assertTrue(shown.out().contains("1 added, 1 changed, 0 removed, 1 row left out."), shown.out());
            assertTrue(shown.out().contains("left out: line 4: in: below 0: -1"), shown.out());
            assertTrue(shown.out().contains("Add --yes"), shown.out());
            assertEquals(0, running.router().pricing().history().revision());

            good(terminal().run("prices", "import", table.toString(), "--yes"));
            assertEquals(1, running.router().pricing().history().revision());
            var again = good(terminal().run("prices", "import", table.toString(), "--yes"));
            assertTrue(again.out().contains("The prices say this already"), again.out());
            assertEquals(1, running.router().pricing().history().revision());
        }
    }

    @Test
    void whenNothingRunsTheDataDirectoryItselfIsUsed() throws Exception {
        Running.open(dir.resolve("data")).close();
        good(terminal().run("prices", "set", "openai/gpt-5.5", "input=1", "output=1", "--from", "2026-01-01"));
        var listed = good(terminal().run("prices", "list", "--provider", "openai", "--model", "gpt-5.5"));
        assertTrue(listed.out().contains("gpt-5.5: input 1, cache-read"), listed.out());

        var cost = new String[] {"cost", "--provider", "openai", "--wire", "openai-chat", "--model", "gpt-5.5"};
        var own = good(terminal().runWithInput(USAGE, cost));
        assertTrue(own.out().contains("openai/gpt-5.5@2026-01-01~1"), own.out());
        try (var _ = Running.open(dir.resolve("data"))) {
            assertEquals(
                    own.out().lines().toList().getLast(),
                    good(terminal().runWithInput(USAGE, cost)).out().lines().toList().getLast());
        }
    }

    @Test
    void withoutAnyDataTheShippedPricesAreListed() {
        var listed = good(terminal().run("prices", "list", "--provider", "gemini"));
        assertTrue(listed.out().contains("google/"), listed.out());
        assertEquals(3, terminal().run("prices", "set", "a/b", "input=1").code());
        assertEquals(false, Files.exists(dir.resolve("data")));
    }

    @Test
    void aPastCallShowsItsWorking() throws Exception {
        try (var running = Running.open(dir.resolve("data"))) {
            running.callUntilHalted("etl");
            var row = running.router().ledger().recent(2).getLast();
            var said = good(terminal().run("explain", CallId.format(row.id())));
            assertTrue(said.out().matches("(?s).*in-text +[\\d,]+ × \\$[\\d.]+ per million = \\$.*"), said.out());
            assertTrue(said.out().contains("    price practice/"), said.out());
            var period = new String[] {"prices", "reprice", "--from", "2026-11-21", "--to", "2026-11-22"};
            assertTrue(good(terminal().run(period)).out().contains("it was simulated"));
        }
    }
}
