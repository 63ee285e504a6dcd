package signalbox.core.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.price.PriceBook;

class PastAuditTest {
    private static final String CLAUDE =
            """
            {"type":"user","sessionId":"s","uuid":"u0","timestamp":"2026-09-01T10:00:00Z","message":{"content":"hi"}}
            {"type":"assistant","sessionId":"s","uuid":"u1","timestamp":"2026-09-01T10:00:01Z","requestId":"r1",\
            "message":{"id":"m1","model":"claude-opus-4-8","usage":{"input_tokens":10,"cache_read_input_tokens":1000,\
            "cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":100,\
            "ephemeral_1h_input_tokens":200},"output_tokens":5}},"new_field":[1,{"a":2}]}
            {"type":"assistant","sessionId":"s","uuid":"u2","timestamp":"2026-09-01T10:00:02Z","requestId":"r1",\
            "message":{"id":"m1","model":"claude-opus-4-8","usage":{"input_tokens":10,"cache_read_input_tokens":1000,\
            "cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":100,\
            "ephemeral_1h_input_tokens":200},"output_tokens":90}}}
            {"type":"assistant","sessionId":"s","uuid":"u3","timestamp":"2026-09-01T10:00:03Z",\
            "message":{"id":"x","model":"<synthetic>","usage":{"input_tokens":0,"output_tokens":0}}}
            {"type":"assistant","sessionId":"s","uu\
            """;

    private static final String CODEX =
            """
            {"timestamp":"2026-09-02T10:00:00Z","type":"session_meta","payload":{"id":"c1","model_provider":"openai"}}
            {"timestamp":"2026-09-02T10:00:00Z","type":"turn_context","payload":{"model":"gpt-5.6-luna"}}
            {"timestamp":"2026-09-02T10:00:01Z","type":"event_msg","payload":{"type":"token_count","info":null}}
            {"timestamp":"2026-09-02T10:00:02Z","type":"event_msg","payload":{"type":"token_count","info":{\
            "total_token_usage":{"input_tokens":1000,"cached_input_tokens":400,"output_tokens":50,\
            "reasoning_output_tokens":20},"last_token_usage":{"input_tokens":1000,"cached_input_tokens":400,\
            "output_tokens":50,"reasoning_output_tokens":20}}}}
            {"timestamp":"2026-09-02T10:00:09Z","type":"event_msg","payload":{"type":"token_count","info":{\
            "total_token_usage":{"input_tokens":1000,"cached_input_tokens":400,"output_tokens":50,\
            "reasoning_output_tokens":20},"last_token_usage":{"input_tokens":1000,"cached_input_tokens":400,\
            "output_tokens":50,"reasoning_output_tokens":20}}}}
            {"timestamp":"2026-09-02T10:01:00Z","type":"event_msg","payload":{"type":"token_count","info":{\
            "total_token_usage":{"input_tokens":3000,"cached_input_tokens":1400,"output_tokens":80,\
            "reasoning_output_tokens":20}}}}
            """;

    private static final String PLAIN =
            """
            time,provider,model,input_tokens,output_tokens,cost_usd
            2026-09-03T00:00:00Z,anthropic,claude-opus-4-8,1000,10,0.5
            2026-09-03T00:00:00Z,anthropic,no-such-model,1000,10,
            2026-09-03T00:00:00Z,anthropic,claude-opus-4-8,many,10,
            """;

    @TempDir private Path folder;

    private PastReport audit() throws IOException {
        var question =
                new PastAudit.Question(
                        Instant.parse("2026-08-01T00:00:00Z"),
                        Instant.parse("2026-10-01T00:00:00Z"),
                        PriceBook.shipped(),
                        Optional.empty());
        return PastAudit.of(List.of(folder), question, PastAudit.Progress.NONE);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void anAnswerOnSeveralLinesAndInTwoFilesCountsOnceAtItsLargest() throws IOException {
        write("a.txt", CLAUDE);
        write("b.log", CLAUDE);
        PastReport report = audit();
        var sums = report.total();
        assertEquals(1, sums.calls());
        assertEquals(3, report.duplicates());
        assertEquals(2, report.bad());
        assertEquals(5, report.badRows().getFirst().line());
        assertEquals(90, sums.output());
        // 10 × 5 + 1000 × 0.5 + 100 × 6.25 + 200 × 10 + 90 × 25 dollars a million
        assertEquals(5_425_000, sums.computed());
    }

    @Test
    void eventsThatComeAgainCountOnceAlsoInAFork() throws IOException {
        write("rollout-1", CODEX);
        write("rollout-2", CODEX.replace("\"id\":\"c1\"", "\"id\":\"c2\",\"forked_from_id\":\"c1\""));
        PastReport report = audit();
        assertEquals(2, report.total().calls());
        assertEquals(3000, report.total().input() + report.total().cacheRead());
        assertEquals(80, report.total().output());
        assertEquals(4, report.duplicates());
        assertEquals(0, report.bad());
    }

    @Test
    void whatIsNotKnownIsNamedAndNeverFree() throws IOException {
        write("calls", PLAIN);
        write("other", "just words\n");
        PastReport report = audit();
        assertEquals(2, report.total().calls());
        assertEquals(1, report.total().unpriced());
        assertEquals(1, report.total().open());
        assertEquals(500_000_000, report.total().spent());
        assertEquals(5_250_000, report.total().computed());
        assertEquals(4, report.badRows().getFirst().line());
        assertEquals(List.of(folder.resolve("other")), report.unknown());
    }

    @Test
    void aCutNeverThrowsAndNeverCountsMore() throws IOException {
        for (String log : List.of(CLAUDE, CODEX, PLAIN)) {
            write("log", log);
            var whole = audit().total();
            byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut < bytes.length; cut += 3) {
                Files.write(folder.resolve("log"), Arrays.copyOf(bytes, cut));
                var part = audit().total();
                assertTrue(part.calls() <= whole.calls() && part.tokens() <= whole.tokens(), "cut at " + cut);
            }
        }
    }

    @Test
    void brokenBytesNeverThrow() throws IOException {
        var random = new Random(7);
        for (String log : List.of(CLAUDE, CODEX, PLAIN)) {
            for (int round = 0; round < 200; round++) {
                byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 5; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Files.write(folder.resolve("log"), bytes);
                audit();
            }
        }
    }
}
