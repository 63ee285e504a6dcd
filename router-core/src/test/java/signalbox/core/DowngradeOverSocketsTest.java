package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.Amount;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// A budget that downgrades: the next cheaper class that the interlock lets have the call, and a refusal when nothing
/// is cheap enough.
class DowngradeOverSocketsTest {
    private static final String ANSWER =
            "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi.\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":100}}";

    @TempDir Path dir;

    private FakeUpstream house;
    private FakeUpstream cloud;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        house = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
        cloud = FakeUpstream.start().always(FakeReply.json(200, ANSWER));
        served =
                Served.open(
                        dir.resolve("data"),
                        """
                        signalbox: 1
                        providers:
                          house:
                            base-url: http://127.0.0.1:%d/v1
                            jurisdiction: local
                            clearance: private
                            models:
                              big: {class: frontier, context: 100000, max-output: 8000, price: {input: 1, output: 1000}}
                              small: {class: commodity, context: 100000, max-output: 8000, price: {input: 1, output: 100}}
                          cloud:
                            base-url: http://127.0.0.1:%d/v1
                            jurisdiction: US
                            clearance: internal
                            models:
                              mid: {class: standard, context: 100000, max-output: 8000, price: {input: 1, output: 200}}
                        routes: {r: [house/big, house/small, cloud/mid]}
                        workloads: {w: {route: r, max-tokens: 100, any-model: true}}
                        budgets: {w-day: {on: "workload:w", limit: $0.15, at-limit: downgrade}}
                        """
                                .formatted(house.port(), cloud.port()));
    }

    @AfterEach
    void close() {
        served.close();
        house.close();
        cloud.close();
    }

    private HttpResponse<String> call(String pii) throws Exception {
        HttpResponse<String> answer = served.call(Served.CHAT, Served.chatBody(""), "x-signalbox-pii", pii);
        await().untilAsserted(() -> assertEquals(0, served.budget("w-day").held()));
        return answer;
    }

    private static String model(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-signalbox-model").orElse("refused: " + answer.body());
    }

    @Test
    void theNextCheaperClassServesWhateverItsPlaceInTheRoute() throws Exception {
        assertEquals("big", model(call("internal")));
        assertEquals("mid", model(call("internal")), "standard comes after frontier");
        assertEquals(State.DOWNGRADED, served.budget("w-day").state());
        served.flush();
        assertTrue(
                served.lastRow().steps().stream().anyMatch(step -> step.rule().equals("budget.downgrade")),
                "the row says why");
    }

    @Test
    void aPrivateCallIsDowngradedPastTheProviderThatMayNotHaveIt() throws Exception {
        assertEquals("big", model(call("private")));
        assertEquals("small", model(call("private")));
        assertEquals(0, cloud.connections(), "not even to be cheap");
    }

    @Test
    void onceNothingIsCheapEnoughItRefusesUntilItIsUnlocked() throws Exception {
        assertEquals("big", model(call("private")));
        HttpResponse<String> answer = call("private");
        while (answer.statusCode() == 200) {
            assertEquals("small", model(answer));
            answer = call("private");
        }
        assertEquals(429, answer.statusCode());
        assertTrue(answer.body().contains("\"code\":\"budget_halted\""), answer.body());
        assertTrue(answer.headers().firstValue("retry-after").isPresent());
        assertTrue(served.budget("w-day").spent() <= 150_000_000, served.budget("w-day").toString());
        assertEquals(5, house.received().size(), "one frontier call and four at a tenth of it");
        served.router().unlock("w", Optional.of(Amount.parse("$0.30")), "test", "");
        assertEquals("big", model(call("private")), "room again for the first choice");
    }
}
