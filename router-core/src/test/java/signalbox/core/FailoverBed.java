package signalbox.core;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Step;
import signalbox.core.provider.Deadlines;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Two providers that fail on demand behind a real router and listener. A call is priced so that what `one` answers
/// costs 20,000 nano-dollars and the same from `two` ten times that; its worst case is below a tenth of the budget.
final class FailoverBed implements AutoCloseable {
    static final String ANSWER =
            """
            {"id":"x","object":"chat.completion","model":"%s","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5}}\
            """;
    static final String PIECE = "{\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}";
    static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    static final long ONE_NANOS = 20_000;
    static final long TWO_NANOS = 200_000;

    private static final String POLICY =
            """
            signalbox: 1
            providers:
              one:
                base-url: http://127.0.0.1:%d/v1
                wire: %s
                credential: env:FAKE_KEY
                models:
                  m: {context: 100000, max-output: 1000, price: {input: 1, output: 2}}
                  narrow: {context: 50000, max-output: 1000, price: {input: 1, output: 2}}
              two:
                base-url: http://127.0.0.1:%d/v1
                wire: %s
                models:
                  m2: {context: 200000, max-output: 1000, price: {input: 10, output: 20}}
                  grand: {class: frontier, context: 200000, max-output: 1000, price: {input: 10, output: 20}}
            routes: {r: [%s]}
            workloads: {w: {route: r, max-tokens: 100, any-model: true%s}}
            budgets: {w-day: {on: "workload:w", limit: $1.00}}
            """;

    final FakeUpstream one = FakeUpstream.start();
    final FakeUpstream two = FakeUpstream.start();
    final Served served;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private FailoverBed(Path dir, String targets, String conduct, String[] wires, Deadlines deadlines)
            throws Exception {
        served = Served.open(dir.resolve("data"), () -> Instant.now().plus(ahead.get()), deadlines);
        served.enforce(
                POLICY.formatted(
                        one.port(), wires[0], two.port(), wires[1], targets, conduct.isEmpty() ? "" : ", " + conduct));
        served.issueKey("w");
    }

    /// Falling back from `one/m` to `two/m2`.
    static FailoverBed open(Path dir) throws Exception {
        return open(dir, "one/m, two/m2", "");
    }

    static FailoverBed open(Path dir, String targets, String conduct) throws Exception {
        return open(dir, targets, conduct, Deadlines.DEFAULT);
    }

    static FailoverBed open(Path dir, String targets, String conduct, Deadlines deadlines) throws Exception {
        return new FailoverBed(dir, targets, conduct, new String[] {"openai-chat", "openai-chat"}, deadlines);
    }

    /// The same with the wire formats of `one` and `two`.
    static FailoverBed speaking(Path dir, String one, String two) throws Exception {
        return new FailoverBed(dir, "one/m, two/m2", "", new String[] {one, two}, Deadlines.DEFAULT);
    }

    static FakeReply answer(String model) {
        return FakeReply.json(200, ANSWER.formatted(model));
    }

    static FakeReply stream(String model) {
        return FakeReply.stream().event(PIECE.formatted(model)).event(STOP).event(USAGE).event("[DONE]");
    }

    static FakeReply error(int status, String code) {
        return FakeReply.json(
                status, "{\"error\":{\"message\":\"%s says no\",\"code\":\"%s\"}}".formatted(status, code));
    }

    /// Makes the router's clock jump ahead.
    void later(Duration span) {
        ahead.updateAndGet(known -> known.plus(span));
    }

    HttpResponse<String> chat() throws Exception {
        return served.chat("");
    }

    String stream() throws Exception {
        return served.rawStream(Served.CHAT, Served.chatBody("\"stream\":true"));
    }

    CompletableFuture<HttpResponse<String>> chatLater() {
        return served.client()
                .sendAsync(
                        served.request(Served.CHAT, Served.chatBody("")).build(), HttpResponse.BodyHandlers.ofString());
    }

    CallRow row() {
        return served.lastRow();
    }

    /// The last call's attempts as `provider/model error`.
    List<String> attempts() {
        return row().attempts().stream().map(FailoverBed::said).toList();
    }

    private static String said(AttemptRow row) {
        return (row.provider() + "/" + row.model() + " " + row.error()).strip();
    }

    /// What the explanation of the last call says by that rule; fails when it says nothing.
    String explained(String rule) {
        return row().steps().stream()
                .filter(step -> step.rule().equals(rule))
                .map(step -> step.subject() + " " + step.detail())
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no " + rule + " in " + row().steps().stream().map(Step::rule).toList()));
    }

    /// Something that may be late, while the test goes on.
    static <T> CompletableFuture<T> onItsOwnThread(Callable<T> action) {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        result.complete(action.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// Time between the arrivals of two requests, in milliseconds.
    static long gap(FakeUpstream.Received first, FakeUpstream.Received next) {
        return (next.atNanos() - first.atNanos()) / 1_000_000;
    }

    @Override
    public void close() {
        served.close();
        one.close();
        two.close();
    }
}
