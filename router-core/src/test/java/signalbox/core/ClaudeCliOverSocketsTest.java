package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.price.Provenance;

/// The Claude program as a provider: a script that behaves as the program was seen to, called through the whole router.
@DisabledOnOs(OS.WINDOWS)
class ClaudeCliOverSocketsTest {
    private static final String PROMPT = "canary-prompt-51c7";

    /// Keeps what it was given beside itself, then does what the model's name says.
    private static final String PROGRAM =
            """
            #!/bin/sh
            here=$(dirname "$0")
            for one in "$@"; do printf '%s\\n' "$one"; done > "$here/arguments"
            env > "$here/environment"
            pwd > "$here/directory"
            ls -A > "$here/inside"
            cat > "$here/input"
            u='"usage":{"input_tokens":12,"cache_read_input_tokens":3,"cache_creation_input_tokens":0,"output_tokens":5}'
            event() { printf '{"type":"stream_event","event":%s}\\n' "$1"; }
            begin() {
              printf '{"type":"system","subtype":"init","model":"m","tools":[]}\\n'
              event "{\\"type\\":\\"message_start\\",\\"message\\":{\\"id\\":\\"msg_1\\",\\"type\\":\\"message\\",\\"role\\":\\"assistant\\",\\"model\\":\\"m\\",\\"content\\":[],\\"stop_reason\\":null,\\"stop_sequence\\":null,\\"usage\\":{\\"input_tokens\\":12,\\"cache_read_input_tokens\\":3,\\"output_tokens\\":1}}}"
              event '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}'
              event '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Good "}}'
            }
            failed() { printf '{"type":"result","subtype":"success","is_error":true,"result":"%s"%s}\\n' "$1" "$2"; exit 1; }
            case "$*" in
              *claude-limit*) failed "Claude usage limit reached. Resets at 5pm." ',"api_error_status":429' ;;
              *claude-login*) failed "Invalid API key. Please run /login" ;;
              *claude-busy*) failed "API Error: 529 Overloaded" ',"api_error_status":529' ;;
              *claude-gone*) exit 3 ;;
              *claude-slow*) begin; sleep 300 & echo $! > "$here/child"; echo $$ > "$here/parent"; wait ;;
              *claude-late*) begin; failed "API Error: 500" ',"api_error_status":500' ;;
              *)
                begin
                event '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"day."}}'
                event '{"type":"content_block_stop","index":0}'
                event '{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}'
                event '{"type":"message_stop"}'
                printf '{"type":"result","subtype":"success","is_error":false,"result":"Good day.","stop_reason":"end_turn","session_id":"a-1","total_cost_usd":0.5,%s}\\n' "$u" ;;
            esac
            """;

    @TempDir Path dir;

    private Path program;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        program = dir.resolve("claude");
        Files.writeString(program, PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        served = Served.open(dir.resolve("data"), policy("", "claude-cli:" + program));
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static String policy(String more, String at) {
        return """
        signalbox: 1
        providers:
          max:
            vendor: claude-cli
            wire: anthropic
            base-url: %s
            tier: subscription
            jurisdiction: US
            models:
              claude-haiku-4-5: {context: 100000, max-output: 8000, abilities: [images]}
              claude-limit: {abilities: []}
              claude-login: {abilities: []}
              claude-busy: {abilities: []}
              claude-gone: {abilities: []}
              claude-slow: {abilities: []}
              claude-late: {abilities: []}
        %s
        routes:
          r: [max/claude-haiku-4-5]
          limit: [max/claude-limit]
          one: [max/claude-busy, max/claude-gone, max/claude-haiku-4-5]
          login: [max/claude-login]
          slow: [max/claude-slow]
          late: [max/claude-late]
        workloads:
          w: {route: r, max-tokens: 50, any-model: true}
          one: {route: one, max-tokens: 50, any-model: true}
          limit: {route: limit, max-tokens: 50, any-model: true}
          login: {route: login, max-tokens: 50, any-model: true}
          slow: {route: slow, max-tokens: 50, any-model: true}
          late: {route: late, max-tokens: 50, any-model: true}
        budgets: {d: {on: everything, limit: $1.00}}
        """
                .formatted(at, more);
    }

    private static String body(String extra) {
        return "{\"model\":\"m\",\"max_tokens\":40,"
                + extra
                + "\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + PROMPT
                + "\"}]}";
    }

    private String seen(String file) throws Exception {
        return Files.readString(program.resolveSibling(file));
    }

    @Test
    void answersWholeAndCostsNothingButItsListPriceIsKnown() throws Exception {
        var answer = served.call(Served.MESSAGES, body(""));
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"text\":\"Good day.\""), answer.body());
        CallRow row = served.lastRow();
        assertEquals(0, row.costNanos());
        assertEquals(0, served.budget("d").spent());
        assertEquals(Provenance.REPORTED, row.attempts().getFirst().provenance());
        // 12 at $1/M, 3 from the cache at $0.10/M, 5 at $5/M
        assertEquals(37_300, row.attempts().getFirst().listNanos());
    }

    @Test
    void streamsAsItIsWritten() throws Exception {
        String stream = served.call(Served.MESSAGES, body("\"stream\":true,")).body();
        assertTrue(
                stream.indexOf("event: message_start") == 0
                        && stream.indexOf("Good ") < stream.indexOf("day.")
                        && stream.contains("event: message_stop"),
                stream);
        served.flush();
        var usage = served.lastRow().attempts().getFirst().usage();
        assertEquals(15, usage.inputTokens(), "12 and 3 from the cache");
        assertEquals(5, usage.outputTokens());
    }

    @Test
    void isGivenThePromptOnStandardInputAndNothingOfOursElse() throws Exception {
        served.call(Served.MESSAGES, body(""));
        assertEquals(
                "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                        + "\"<system>\\nBe brief.\\n</system>\\n"
                        + PROMPT
                        + "\"}]}}\n",
                seen("input"));
        String arguments = seen("arguments");
        assertFalse(arguments.contains(PROMPT) || arguments.contains("Be brief"), arguments);
        assertTrue(arguments.contains("--tools=\n") && arguments.contains("--setting-sources=\n"), arguments);
        assertTrue(arguments.contains("--model=claude-haiku-4-5\n"), arguments);
        String environment = seen("environment");
        assertFalse(environment.contains("sk-fake-canary-1") || environment.contains("ANTHROPIC_"), environment);
        assertTrue(environment.contains("CLAUDE_CODE_MAX_OUTPUT_TOKENS=40"), environment);
        assertEquals("", seen("inside"), "an empty directory");
        Awaitility.await("which is gone afterwards").until(() -> !Files.exists(Path.of(seen("directory").strip())));
    }

    @Test
    void whatWasSaidBeforeIsPartOfTheTurn() throws Exception {
        served.call(
                Served.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"One?\"},{\"role\":\"assistant\",\"content\":"
                    + "\"Two.\"},{\"role\":\"user\",\"content\":\"Three?\"}]}");
        assertTrue(
                seen("input")
                        .contains(
                                "<user>\\nOne?\\n</user>\\n<assistant>\\nTwo.\\n</assistant>\\n<user>\\nThree?\\n</user>"),
                seen("input"));
    }

    @Test
    void itsErrorsAreReadAndTheNextTargetIsTried() throws Exception {
        served.issueKey("one");
        var answer = served.call(Served.MESSAGES, body(""));
        assertEquals(200, answer.statusCode(), answer.body());
        var attempts = served.lastRow().attempts();
        assertEquals(List.of("overloaded", "broken", ""), attempts.stream().map(attempt -> attempt.error()).toList());
    }

    @Test
    void aUsedUpSubscriptionRests() throws Exception {
        served.issueKey("limit");
        var answer = served.call(Served.MESSAGES, body(""));
        assertEquals(429, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("Resets at 5pm"), answer.body());
        assertEquals("quota", served.router().health().get("max").cooling());
    }

    @Test
    void aSignInThatIsMissingIsSaidToTheOperatorNotToTheClient() throws Exception {
        served.issueKey("login");
        var answer = served.call(Served.MESSAGES, body(""));
        assertEquals(502, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("provider_key_rejected"), answer.body());
        assertEquals("bad_key", served.router().health().get("max").cooling());
    }

    @Test
    void anErrorInTheMiddleOfAStreamEndsIt() throws Exception {
        served.issueKey("late");
        String stream = served.rawStream(Served.MESSAGES, body("\"stream\":true,"));
        assertTrue(stream.contains("Good ") && stream.contains("event: error"), stream);
        served.flush();
        assertEquals(0, served.budget("d").held());
    }

    @Test
    void aClientThatLeavesTakesTheWholeProcessTreeWithIt() throws Exception {
        served.issueKey("slow");
        try (var socket = served.raw(Served.MESSAGES, body("\"stream\":true,"))) {
            Awaitility.await().until(() -> Files.exists(program.resolveSibling("parent")));
            Awaitility.await().until(() -> !seen("parent").isBlank() && !seen("child").isBlank());
            assertTrue(socket.getInputStream().read() > 0);
        }
        long left = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> gone(seen("parent").strip()) && gone(seen("child").strip()));
        long millis = Duration.ofNanos(System.nanoTime() - left).toMillis();
        System.out.println("process tree gone after " + millis + " ms");
        served.flush();
        assertEquals(0, served.budget("d").held());
    }

    /// Ended; one whose new parent has not noticed yet counts too.
    private static boolean gone(String pid) throws Exception {
        Path stat = Path.of("/proc", pid, "stat");
        try {
            return Files.isDirectory(Path.of("/proc/self"))
                    ? Files.readString(stat).replaceFirst("(?s).*\\) ", "").startsWith("Z")
                    : ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        } catch (NoSuchFileException noMore) {
            return true;
        }
    }

    @Test
    void aPolicyThatMistakesItForSomethingLocalIsRefused() throws Exception {
        var wrong =
                assertThrows(
                        PolicyFileException.class,
                        () ->
                                PolicyFile.read(
                                        """
                                        signalbox: 1
                                        providers:
                                          p: {base-url: "claude-cli:bin/claude", jurisdiction: local, models: {m: {}}}
                                        """));
        String problems = wrong.getMessage();
        for (String word :
                List.of("whole path", "speaks anthropic", "subscription", "sends what it gets", "pictures")) {
            assertTrue(problems.contains(word), word + " in " + problems);
        }
        var there = served.router().policy();
        assertEquals(
                there.providers(),
                PolicyFile.read(PolicyFile.write(there)).providers(),
                "written and read again the same");
    }
}
