package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class ResendOverSocketsTest {
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              one:
                base-url: http://127.0.0.1:%d/v1
                models: {m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}}
            routes: {r: [one/m]}
            workloads: {w: {route: r, max-tokens: 100%s}}
            budgets: {w-day: {on: "workload:w", limit: $1.00}}
            """;
    private static final String KEPT = ", keep-bodies: 1h, tripwire: {email: redact}";

    @TempDir Path dir;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-02T10:00:00Z"));
    private FakeUpstream one;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        one = FakeUpstream.start();
        one.always(FakeReply.json(200, ANSWER));
        served = Served.open(dir.resolve("data"), now::get);
    }

    @AfterEach
    void close() {
        served.close();
        one.close();
    }

    private void with(String fields) throws Exception {
        served.enforce(POLICY.formatted(one.port(), fields));
        served.issueKey("w");
    }

    private void keepFor(String time) throws Exception {
        var policy = PolicyFile.read(POLICY.formatted(one.port(), ", keep-bodies: " + time));
        var part = new PolicyChange.Part.OfWorkload(policy.workloads().get("w"));
        served.router().apply(new PolicyChange.Put(part), "test", "");
    }

    private String refusal(CallRow row) {
        return assertThrows(RouterException.class, () -> served.router().resends().resend(row, "ana")).code();
    }

    @Test
    void aKeptCallIsSentAgainAsItWasAndBilledLikeAnyOther() throws Exception {
        with(KEPT);
        served.chat("\"temperature\":0.5");
        CallRow first = served.lastRow();
        now.set(now.get().plusSeconds(60));
        Resends.Sent sent = served.router().resends().resend(first, "ana");

        assertEquals(200, sent.status());
        CallRow again = served.lastRow();
        assertNotEquals(first.id(), again.id());
        assertEquals(sent.callId(), CallId.format(again.id()));
        assertEquals(now.get(), again.at());
        assertEquals(2, one.received().size());
        assertArrayEquals(one.received().get(0).body(), one.received().get(1).body());
        assertEquals(2 * first.costNanos(), served.budget("w-day").spent());
        assertEquals(0, served.budget("w-day").held());
        served.router().ledger().flush();
        assertTrue(
                served.router().ledger().audit(10).stream()
                        .map(Ledger.AuditEntry::change)
                        .anyMatch(("Sent call " + CallId.format(first.id()) + " again")::equals));
    }

    @Test
    void aCallThatIsSentAgainIsNeverAnsweredFromMemory() throws Exception {
        with(KEPT + ", cache: 10m");
        served.chat("");
        CallRow first = served.lastRow();
        Resends.Sent sent = served.router().resends().resend(first, "ana");

        assertEquals(200, sent.status());
        assertEquals(2, one.received().size());
        assertEquals(first.costNanos(), served.lastRow().costNanos());
        served.chat("");
        assertEquals(2, one.received().size(), "its answer is kept as any other's");
    }

    @Test
    void aWorkloadThatKeepsNoBodiesSaysSo() throws Exception {
        with("");
        served.chat("");
        assertEquals("bodies_not_kept", refusal(served.lastRow()));
        assertEquals(1, one.received().size());
    }

    @Test
    void aBodyIsGoneAfterItsTimeOrWhenTheOperatorShortensIt() throws Exception {
        with(KEPT);
        served.chat("");
        CallRow row = served.lastRow();
        now.set(now.get().plus(Duration.ofMinutes(30)));
        served.router().resends().check(row);
        keepFor("10m");
        assertEquals("body_gone", refusal(row));
        keepFor("1h");
        assertEquals("body_gone", refusal(row));
    }

    @Test
    void whatWasRedactedOrForbiddenIsNotKept() throws Exception {
        with(KEPT);
        served.call(Served.CHAT, Served.chatBody("").replace("Say hello.", "Write to ana@example.org now."));
        assertEquals("body_gone", refusal(served.lastRow()));
        served.call(Served.CHAT, Served.chatBody(""), "x-no-store", "true");
        assertEquals("body_gone", refusal(served.lastRow()));
    }

    @Test
    void aRevokedKeySendsNothing() throws Exception {
        with(KEPT);
        served.chat("");
        CallRow row = served.lastRow();
        served.router().revokeKey("w-key", "ana");
        assertEquals("key_gone", refusal(row));
    }
}
