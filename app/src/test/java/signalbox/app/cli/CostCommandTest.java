package signalbox.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import signalbox.app.cli.Terminal.Said;
import signalbox.core.price.PriceBook;

/// The golden cost cases through the command line, with nothing running.
class CostCommandTest {
    private static final String USAGE = "{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}";

    private final Terminal terminal = new Terminal(Path.of("no-such-data"));

    private Said cost(String usage, String... more) {
        var arguments = Stream.concat(Stream.of("cost"), Stream.of(more)).toArray(String[]::new);
        return terminal.runWithInput(usage, arguments);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorCostsWhatTheOracleSays() throws IOException {
        try (var in = PriceBook.class.getResourceAsStream("cost-vectors.jsonl")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertTrue(lines.size() >= 26, "the vectors were found");
            return lines.stream().map(line -> DynamicTest.dynamicTest(line.substring(0, 40), () -> check(line)));
        }
    }

    private void check(String line) throws IOException {
        // the vectors hold one decimal number, the oracle's own, which is not needed here
        var vector = (Map<?, ?>) Json.read(line);
        int from = line.indexOf("\"usage\": ") + 9;
        String usage = line.substring(from, line.indexOf(", \"normalised\""));
        var said =
                cost(
                        usage,
                        "--json",
                        "--provider",
                        vector.get("provider").toString(),
                        "--wire",
                        wire(vector),
                        "--model",
                        vector.get("model").toString(),
                        "--at",
                        vector.get("at").toString());
        assertEquals(0, said.code(), said.err());
        var report = (Map<?, ?>) Json.read(said.out());
        assertEquals(vector.get("nano_usd"), report.get("nanos"));
    }

    private static String wire(Map<?, ?> vector) {
        return switch (vector.get("provider") + "/" + vector.get("wire")) {
            case "anthropic/default" -> "anthropic";
            case "google/default" -> "gemini";
            case "openai/responses" -> "openai-responses";
            default -> "openai-chat";
        };
    }

    @Test
    void textShowsCountersRatesAndTheirRecords() {
        var said =
                cost(USAGE, "--provider", "openai", "--wire", "openai-chat", "--model", "gpt-4o", "--at", "2026-09-25");
        assertEquals(0, said.code(), said.err());
        assertTrue(said.out().matches("(?s).*in-text +1,000.*rates\n.*per million tokens +\\S+.*"), said.out());
        assertTrue(said.out().contains("(3,500,000 nano-dollars)"), said.out());
    }

    @Test
    void whatCannotBePricedIsSaid() {
        String[] known = {"--provider", "openai", "--wire", "openai-chat", "--model", "gpt-4o"};
        refused("no_usage", cost(" \n", known));
        refused("unreadable_usage", cost("hello", known));
        refused("unknown_price", cost(USAGE, "--provider", "openai", "--wire", "openai-chat", "--model", "none"));
        refused(
                "bad_time",
                cost(USAGE, Stream.concat(Stream.of(known), Stream.of("--at", "noon")).toArray(String[]::new)));
        var wire = cost(USAGE, "--provider", "openai", "--wire", "morse", "--model", "gpt-4o");
        assertEquals(2, wire.code());
        assertTrue(wire.err().contains("there are openai-chat, openai-responses, anthropic, gemini"), wire.err());
    }

    private static void refused(String code, Said said) {
        assertEquals(1, said.code(), said.out());
        assertTrue(said.err().strip().endsWith("[" + code + "]"), said.err());
        assertEquals("", said.out());
    }
}
