package signalbox.app.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import signalbox.app.text.Text;
import signalbox.core.RouterException;
import signalbox.core.policy.Wire;

/// One small call to the listener, made as an app would make it. Blocks: never on the FX thread.
final class TestRequest {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final JsonFactory JSON = new JsonFactory();

    private TestRequest() {}

    /// @param target `provider/model` that answered; empty when none did
    /// @param message why there is no answer; empty when there is one
    record Outcome(boolean ok, int status, String target, long costNanos, Duration latency, String message) {}

    /// @param wire a wire that the workload’s route speaks
    /// @throws RouterException `not_serving` when nothing listens there
    static Outcome send(String baseUrl, Wire wire, String workload, String secret)
            throws IOException, RouterException, InterruptedException {
        var started = System.nanoTime();
        // no proxy selector: a call to this machine stays on it
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            var answer = http.send(request(baseUrl, wire, workload, secret), HttpResponse.BodyHandlers.ofString());
            return outcome(answer, Duration.ofNanos(System.nanoTime() - started));
        } catch (ConnectException nobody) {
            throw new RouterException("not_serving", Text.of("connect.not_serving", baseUrl), nobody);
        }
    }

    private static HttpRequest request(String baseUrl, Wire wire, String workload, String secret) {
        String path = wire == Wire.ANTHROPIC ? "/v1/messages" : "/v1/chat/completions";
        String body =
                "{\"model\":\"workload:"
                        + workload
                        + "\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"Answer with the word"
                        + " ok.\"}]}";
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Outcome outcome(HttpResponse<String> answer, Duration latency) {
        boolean ok = answer.statusCode() / 100 == 2;
        String provider = header(answer, "x-signalbox-provider");
        String model = header(answer, "x-signalbox-model");
        return new Outcome(
                ok,
                answer.statusCode(),
                provider.isEmpty() ? "" : provider + "/" + model,
                nanos(header(answer, "x-signalbox-cost-usd")),
                latency,
                ok ? "" : message(answer.body()));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static long nanos(String dollars) {
        try {
            return dollars.isEmpty()
                    ? 0
                    : new BigDecimal(dollars).movePointRight(9).setScale(0, RoundingMode.UP).longValueExact();
        } catch (ArithmeticException | NumberFormatException notMoney) {
            return 0;
        }
    }

    /// The sentence of an error in either dialect; the body’s start when it is neither.
    private static String message(String body) {
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("message")) {
                    return parser.nextTextValue();
                }
            }
        } catch (IOException notJson) {
            // said as it is, below
        }
        return body.substring(0, Math.min(200, body.length()));
    }
}
