package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.ledger.CallRow;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// What a call does at a limit: is clamped, downgraded, warned about, refused, or found to have been exceeded.
class LimitsOverSocketsTest {
    private static final String ANSWER =
            """
            {"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]%s}\
            """;
    private static final Pattern LIMIT = Pattern.compile("\"max_tokens\":(\\d+)");

    @TempDir Path dir;

    private FakeUpstream dear;
    private FakeUpstream free;

    @BeforeEach
    void open() throws Exception {
        dear = FakeUpstream.start();
        free = FakeUpstream.start();
    }

    @AfterEach
    void close() {
        dear.close();
        free.close();
    }

    private static FakeReply answer(String usage) {
        return FakeReply.json(200, ANSWER.formatted(usage));
    }

    private static FakeReply used(int input, int output) {
        return answer(",\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + "}");
    }

    /// An output token costs $0.001 and all the input of a call less than that.
    private String policy(String workload, String budget) {
        return """
        signalbox: 1
        providers:
          dear:
            base-url: http://127.0.0.1:%d/v1
            jurisdiction: local
            wire: %s
            models: {m: {context: 100000, max-output: 8000, abilities: [%s], price: {input: 1, output: 1000}}}
          free:
            base-url: http://127.0.0.1:%d/v1
            jurisdiction: local
            tier: free
            models: {m2: {context: 100000, max-output: 8000}}
        routes: {r: [dear/m, free/m2]}
        workloads: {w: {route: r, max-tokens: 100, %s}}
        budgets: {w-day: {on: "workload:w", limit: $0.05, %s}}
        """
                .formatted(
                        dear.port(),
                        workload.contains("thinks") ? "anthropic" : "openai-chat",
                        workload.contains("thinks") ? "reasoning" : "tools",
                        free.port(),
                        workload.replace("thinks", ""),
                        budget);
    }

    private static int limit(String sent) {
        Matcher limit = LIMIT.matcher(sent);
        assertTrue(limit.find(), sent);
        return Integer.parseInt(limit.group(1));
    }

    private static CallRow lastRow(Served served) {
        served.flush();
        return served.router().ledger().recent(1).getFirst();
    }

    @Test
    void aClampingWorkloadGetsWhatIsLeftOfItsBudget() throws Exception {
        dear.always(used(10, 30));
        try (Served served = Served.open(dir, policy("clamp: true, min-output: 15", "at-limit: halt"))) {
            assertEquals(200, served.chat("").statusCode());
            int first = limit(dear.next().text());
            assertTrue(first > 40 && first < 50, "was " + first);
            assertEquals(200, served.chat("").statusCode());
            int second = limit(dear.next().text());
            assertTrue(second >= 15 && second < 20, "was " + second);
            assertTrue(
                    lastRow(served).steps().stream().anyMatch(step -> step.rule().equals("budget.clamp")),
                    "the row says that and why it was lowered");
        }
    }

    @Test
    void clampingNeverGoesBelowTheLeastThatTheWorkloadNeeds() throws Exception {
        dear.always(used(10, 30));
        free.always(used(10, 30));
        try (Served served = Served.open(dir, policy("clamp: true, min-output: 25", "at-limit: halt"))) {
            assertEquals(200, served.chat("").statusCode());
            HttpResponse<String> second = served.chat("");
            assertEquals("free", second.headers().firstValue("x-signalbox-provider").orElseThrow());
            assertEquals(100, limit(free.next().text()));
            assertEquals(State.HALTED, served.budget("w-day").state());
            assertEquals(1, dear.received().size());
        }
    }

    @Test
    void aLimitBelowTheRequestsOwnReasoningBudgetIsRefusedHere() throws Exception {
        try (Served served = Served.open(dir, policy("thinks any-model: true", "at-limit: halt"))) {
            HttpResponse<String> refused =
                    served.call(
                            Served.MESSAGES,
                            "{\"model\":\"m\",\"max_tokens\":3000,\"thinking\":{\"type\":\"enabled\","
                                    + "\"budget_tokens\":2000},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("2001 or more"), refused.body());
            assertEquals(0, dear.received().size());
            assertEquals(0, served.budget("w-day").held());
        }
    }

    @Test
    void aDowngradingBudgetGoesOnWithAFreeTargetAndAWarningOneWithTheSame() throws Exception {
        dear.always(used(10, 5));
        free.always(used(10, 5));
        try (Served served = Served.open(dir, policy("any-model: true", "at-limit: downgrade"))) {
            HttpResponse<String> answer = served.chat("");
            assertEquals("free", answer.headers().firstValue("x-signalbox-provider").orElseThrow());
            assertEquals(0, served.budget("w-day").spent());
            served.enforce(policy("any-model: true", "at-limit: warn"));
            served.issueKey("w");
            answer = served.chat("");
            assertEquals("dear", answer.headers().firstValue("x-signalbox-provider").orElseThrow());
            assertEquals(5_010_000, served.budget("w-day").spent());
        }
    }

    @Test
    void anOverrunIsChargedInFullAndTheNextCallGoesElsewhere() throws Exception {
        dear.always(used(10, 1000));
        free.always(used(10, 5));
        try (Served served = Served.open(dir, policy("clamp: true", "at-limit: halt"))) {
            assertEquals(200, served.chat("").statusCode());
            assertEquals(1_000_010_000, served.budget("w-day").spent());
            assertEquals("overrun", lastRow(served).attempts().getFirst().flags());
            assertTrue(served.router().health().containsKey("dear"), "the model rests");
            HttpResponse<String> next = served.chat("");
            assertEquals("free", next.headers().firstValue("x-signalbox-provider").orElseThrow());
            assertEquals(1, dear.received().size());
        }
    }

    @Test
    void missingUsageIsEstimatedAndReportedZeroIsNotBelievedWithText() throws Exception {
        dear.always(answer(""));
        try (Served served = Served.open(dir, policy("clamp: true", "at-limit: halt"))) {
            assertEquals(200, served.chat("").statusCode());
            long estimated = served.budget("w-day").spent();
            assertTrue(estimated >= 6_000_000, "at least what was delivered: " + estimated);
            dear.always(used(0, 0));
            assertEquals(200, served.chat("").statusCode());
            assertTrue(served.budget("w-day").spent() >= estimated + 6_000_000, "an answer with text is never free");
        }
    }

    @Test
    void theRouterNeverCallsItself() throws Exception {
        try (Served served = Served.open(dir)) {
            served.enforce(
                    policy("any-model: true", "at-limit: warn")
                            .replace(":" + dear.port() + "/", ":" + served.port() + "/"));
            served.issueKey("w");
            free.always(used(10, 5));
            HttpResponse<String> answer = served.chat("");
            assertEquals("free", answer.headers().firstValue("x-signalbox-provider").orElseThrow());
            served.flush();
            assertEquals(1, served.router().ledger().recent(10).size(), "no call came back in");
        }
    }

    @Test
    void practiceAndRealTargetsNeverShareARoute() throws Exception {
        try (Served served = Served.open(dir)) {
            String mixed =
                    policy("any-model: true", "at-limit: warn")
                            .replace("base-url: http://127.0.0.1:" + free.port() + "/v1", "base-url: practice");
            var refused = assertThrows(PolicyFileException.class, () -> served.enforce(mixed));
            assertTrue(
                    refused.getMessage().contains("practice targets never stand beside real ones"), refused.toString());
        }
    }

    @Test
    void whatACrashLeftCountsUntilItIsReleased() throws Exception {
        Path crashed = dir.resolve("crashed");
        try (Served served = Served.open(dir.resolve("running"), policy("clamp: true", "at-limit: halt"))) {
            dear.always(used(10, 5));
            assertEquals(200, served.chat("").statusCode());
            served.flush();
            dear.next();
            dear.then(FakeReply.silence());
            // in flight, so that its escrow cannot have gone back yet
            try (var _ = served.raw(Served.CHAT, Served.chatBody(""))) {
                dear.next();
                copy(dir.resolve("running"), crashed);
            }
        }
        try (Served served = Served.open(crashed)) {
            assertTrue(served.budget("w-day").unreported() > 0);
            assertEquals(0, served.router().releaseUnreported("w-day", "ann").unreported());
            assertEquals(5_010_000, served.budget("w-day").spent());
            served.flush();
            assertEquals("ann", served.router().ledger().audit(1).getFirst().actor());
            var again = assertThrows(RouterException.class, () -> served.router().releaseUnreported("w-day", "ann"));
            assertEquals("nothing_unreported", again.code());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
