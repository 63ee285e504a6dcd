package signalbox.app.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.testing.SampleCalls;
import signalbox.core.CallRequest;
import signalbox.core.dialect.Address;
import signalbox.core.dialect.Operation;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

class CurlCommandTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final String URL = "http://127.0.0.1:4717";

    /// Prints each argument, the last one's standard input too, one a line that begins with a mark.
    private static final String TOLD =
            "curl() { for a in \"$@\"; do printf '\\1%s' \"$a\"; done; [ \"$a\" = @- ] && { printf '\\1'; cat; }; true;"
                    + " }\n";

    @TempDir Path dir;

    private final CallRow row = SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L);

    @BeforeEach
    void needsBash() {
        assumeTrue(Files.isExecutable(BASH), "no bash here");
    }

    private CurlCommand kept(Wire wire, Address address, Map<String, String> headers, String body) {
        var key = new AppKey(row.key(), row.workload(), Set.of(row.workload()), PiiClass.PUBLIC);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = new CallRequest(row.at(), key, wire, address, row.workload(), headers, bytes);
        return new CurlCommand(row, Optional.of(request), "");
    }

    /// What curl would be given.
    private String[] arguments(CurlCommand command) throws Exception {
        Path script = dir.resolve("script");
        Files.writeString(script, TOLD + command.text(URL) + "\n");
        assertEquals(0, bash("-n", script.toString()).waitFor());
        Process ran = bash(script.toString());
        String said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, ran.waitFor(), said);
        return said.substring(1).split("\1", -1);
    }

    private Process bash(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(BASH.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().put("SIGNALBOX_KEY", "sbx-of-the-shell");
        return builder.start();
    }

    @Test
    void aBodyReachesCurlAsItWasWhateverStandsInIt() throws Exception {
        String body =
                "{\"messages\": [{\n"
                    + "  \"content\": \"it's '\\\"$(touch run) `touch run` $HOME !! \\\\ \u00e9\u4e2d\ud83d\ude42\"\n"
                    + "}]}\n";
        var headers = Map.of("anthropic-version", "2023-06-01", "x-signalbox-user", "o'hara", "user-agent", "me");
        String[] told = arguments(kept(Wire.ANTHROPIC, Address.BODY, headers, body));
        assertEquals(URL + "/v1/messages", told[0]);
        var every = List.of(told);
        assertEquals(body, told[told.length - 1]);
        assertTrue(every.contains("Authorization: Bearer sbx-of-the-shell"), every.toString());
        assertTrue(every.contains("anthropic-version: 2023-06-01"), every.toString());
        assertTrue(every.contains("x-signalbox-user: o'hara"), every.toString());
        assertFalse(every.contains("user-agent: me"), every.toString());
        assertFalse(Files.exists(dir.resolve("run")), "nothing in it is run");
    }

    @Test
    void aBodyTooLongForAnArgumentComesOnStandardInput() throws Exception {
        String body = "{\"content\": \"" + "it's $HOME `x` \u4e2d ".repeat(10_000) + "\"}";
        String[] told = arguments(kept(Wire.ANTHROPIC, Address.BODY, Map.of(), body));
        assertEquals("@-", told[told.length - 2]);
        assertEquals(body + "\n", told[told.length - 1]);
    }

    @Test
    void itGoesWhereTheCallWent() throws Exception {
        var count = Address.of(Operation.COUNT);
        assertEquals(URL + "/v1/messages/count_tokens", arguments(kept(Wire.ANTHROPIC, count, Map.of(), "{}"))[0]);
    }

    @Test
    void withoutABodyItSaysSoAndWhatAClientSentIsStillNotRun() throws Exception {
        var asked = "m'; touch run; echo '\"\\";
        var odd = row.withAskedModel(asked);
        var command = new CurlCommand(odd, Optional.empty(), "bodies_not_kept");
        String comment = command.text(URL).lines().skip(1).findFirst().orElseThrow();
        assertTrue(comment.startsWith("# The workload " + row.workload() + " keeps no bodies"), comment);
        assertTrue(comment.contains("keep-bodies: 1h"), comment);
        String[] told = arguments(command);
        assertTrue(
                told[told.length - 1].startsWith("{\"model\": \"m'; touch run; echo '\\\"\\\\\""),
                told[told.length - 1]);
        assertFalse(Files.exists(dir.resolve("run")));
    }
}
