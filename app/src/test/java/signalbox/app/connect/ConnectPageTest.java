package signalbox.app.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Lane;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Target;

class ConnectPageTest {
    private static final String SECRET = "sbx-nightly-etl-app-4f7c2a91d0b35e68";

    private final FakeRouter router = SampleDay.calm();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Ui ui;
    private HttpServer server;

    private void open(String workload) {
        ui = Ui.open(router);
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Connect(workload));
            return null;
        });
        ui.settle();
    }

    @AfterEach
    void close() {
        ui.close();
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void fillsAddressAndKeyIntoTheLinesAndForgetsTheKeyWhenLeft() {
        open("nightly-etl");
        assertTrue(ui.says("Keys that may use it: etl-runner."));
        ui.fire("Create key");
        ui.until(() -> lines().contains(SECRET));
        ui.fire("Copy key");
        assertEquals(SECRET, ui.desk().clipboard());
        ui.fire("curl");
        ui.fire("Copy lines");
        assertTrue(ui.desk().clipboard().startsWith("curl http://127.0.0.1:4717/v1/chat/completions"));
        assertTrue(ui.desk().clipboard().contains("Bearer " + SECRET));
        assertTrue(ui.desk().clipboard().contains("workload:nightly-etl"));
        ui.go(Destination.PROVIDERS);
        ui.go(Destination.CONNECT);
        assertFalse(lines().contains(SECRET));
        assertTrue(lines().contains(Snippets.NO_KEY));
    }

    @Test
    void withoutAWorkloadItLeadsToWhereOneIsMade() {
        ui = Ui.open(new FakeRouter());
        ui.go(Destination.CONNECT);
        assertTrue(lines().contains("workload:" + Snippets.NO_WORKLOAD), lines());
        assertTrue(ui.says("There is no workload yet."), ui.texts());
        ui.fire("Make a workload");
        ui.untilSays("No workloads yet");
    }

    @Test
    void turnsGreenWithTheFirstCallOfTheKey() {
        open("claude-code");
        router.emit(new RouterEvent.CallFinished(call(7, 2)));
        assertTrue(ui.says("Waiting for the first call"));
        router.emit(new RouterEvent.CallFinished(call(8, 4)));
        ui.untilSays("● Connected");
        assertTrue(ui.says("anthropic/claude-opus-5 answered with"));
    }

    @Test
    void aTestRequestGoesThroughTheListenerAndShowsItsCost() throws IOException {
        serve(
                200,
                "{}",
                "x-signalbox-provider",
                "openai",
                "x-signalbox-model",
                "gpt-5.4-mini",
                "x-signalbox-cost-usd",
                "0.004200000");
        open("nightly-etl");
        ui.serving().at(server.getAddress().getPort());
        ui.fire("Create key");
        ui.fire("Send test request");
        ui.untilSays("openai/gpt-5.4-mini answered in");
        assertTrue(ui.says("for 0.42 ¢."), ui.texts());
        assertEquals("POST /v1/chat/completions HTTP/1.1 Bearer " + SECRET, seen.getFirst());
    }

    @Test
    void aRefusedTestRequestSaysWhatTheAnswerSaid() throws IOException {
        serve(429, "{\"error\":{\"code\":\"budget_halted\",\"message\":\"Paused by the local budget.\"}}");
        open("nightly-etl");
        ui.serving().at(server.getAddress().getPort());
        ui.fire("Create key");
        ui.fire("Send test request");
        ui.untilSays("The answer was 429: Paused by the local budget.");
    }

    @Test
    void saysWhenNothingListens() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        open("nightly-etl");
        ui.serving().at(free);
        ui.fire("Send test request");
        assertTrue(ui.says("Create a key first; the test request uses it."));
        ui.fire("Create key");
        ui.fire("Send test request");
        ui.untilSays("Nothing answers at http://127.0.0.1:" + free);
    }

    @Test
    void aRefusedKeyNameIsSaidUnderItsField() {
        open("nightly-etl");
        router.failNext(new RouterException("key_exists", "The key \"x\" exists already; choose another name."));
        ui.fire("Create key");
        ui.untilSays("exists already; choose another name.");
    }

    @Test
    void everyAppIsServedByAnyProviderButMayNameOtherModels() throws RouterException {
        open("nightly-etl");
        ui.fire("Claude Code");
        assertTrue(ui.says("nightly-etl answers only those of its route"), ui.texts());
        String route = router.policy().workloads().get("nightly-etl").route();
        var local =
                new signalbox.core.policy.Route(
                        route, List.of(new Lane(List.of(new Target("ollama", "llama-4-8b", 1)))));
        router.apply(new PolicyChange.Put(new PolicyChange.Part.OfRoute(local)), "ana", "");
        ui.fire("Codex");
        assertFalse(ui.says("has no provider that speaks"), ui.texts());
    }

    private String lines() {
        return ((TextArea) ui.find(node -> node instanceof TextArea)).getText();
    }

    private static CallRow call(long sequence, int workload) {
        return SampleCalls.call(sequence, workload, Duration.ZERO, CallRow.Outcome.ANSWERED, 5_000_000L);
    }

    private void serve(int status, String body, String... headers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    seen.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getProtocol()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.getRequestBody().readAllBytes();
                    for (int i = 0; i < headers.length; i += 2) {
                        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                    }
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }
}
