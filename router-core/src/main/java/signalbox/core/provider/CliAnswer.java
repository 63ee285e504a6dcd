package signalbox.core.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import signalbox.core.dialect.neutral.Json;

/// The answer of one run of the Claude program, as Anthropic's API would have given it: its events as they come, or one
/// message, or an error with a status. Whether it failed is what `is_error` of its result says; `subtype` says success
/// even of failures (wire.md §8).
final class CliAnswer implements Upstream.Answer {
    private static final int LONGEST_SENTENCE = 500;

    private final CliProcess process;
    private final String provider;
    private final Runnable over;
    private final boolean stream;
    private final int status;
    private byte[] ready;
    private int given;
    private boolean complete;
    private boolean closed;

    private CliAnswer(CliProcess process, String provider, Runnable over, boolean stream, int status, byte[] ready) {
        this.process = process;
        this.provider = provider;
        this.over = over;
        this.stream = stream;
        this.status = status;
        this.ready = ready;
    }

    /// Reads up to where it is known whether there will be an answer: its first event, or its result.
    static CliAnswer open(CliProcess process, Upstream.Request request, Runnable over) throws Upstream.UpstreamFailure {
        String provider = request.provider().name();
        while (true) {
            Json line = line(process, provider);
            String type = line.get("type").text();
            if (type.equals("result")) {
                boolean failed = line.get("is_error").flag();
                byte[] body = failed ? error(line).bytes() : message(line, request.model()).bytes();
                return new CliAnswer(process, provider, over, false, failed ? status(line) : 200, body);
            }
            if (type.equals("stream_event") && request.stream()) {
                return new CliAnswer(process, provider, over, true, 200, event(line.get("event")));
            }
        }
    }

    private static Json line(CliProcess process, String provider) throws Upstream.UpstreamFailure {
        try {
            byte[] line = process.line();
            if (line == null) {
                throw failed(ErrorClass.BROKEN, "The Claude program of " + provider + " ended without a result.");
            }
            return line.length == 0 ? Json.NULL : Json.read(line);
        } catch (Upstream.UpstreamFailure e) {
            throw e;
        } catch (IOException e) {
            throw switch (process.ended()) {
                case CANCELLED -> failed(ErrorClass.CANCELLED, "The call to " + provider + " was cancelled.");
                case TOO_LATE -> failed(ErrorClass.TIMEOUT, "The Claude program of " + provider + " took too long.");
                case TOO_MUCH -> failed(ErrorClass.BROKEN, "The Claude program of " + provider + " wrote too much.");
                case NOT -> failed(ErrorClass.BROKEN, "The Claude program of " + provider + " wrote no JSON.");
            };
        }
    }

    private static Upstream.UpstreamFailure failed(ErrorClass errorClass, String sentence) {
        return new Upstream.UpstreamFailure(errorClass, true, sentence, null);
    }

    /// A server-sent event of the Messages API.
    private static byte[] event(Json event) {
        var out = new ByteArrayOutputStream(256);
        out.writeBytes(("event: " + event.get("type").text() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(event.bytes());
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static Json message(Json result, String model) {
        var content = Json.array();
        String text = result.get("result").text();
        if (!text.isEmpty()) {
            content.add(Json.typed("text").put("text", text));
        }
        String stop = result.get("stop_reason").text();
        return Json.object()
                .put("id", "msg_" + result.get("session_id").text().replaceAll("[^A-Za-z0-9]", ""))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model)
                .put("content", content)
                .put("stop_reason", stop.isEmpty() ? "end_turn" : stop)
                .put("stop_sequence", Json.NULL)
                .put("usage", result.get("usage"));
    }

    private static Json error(Json result) {
        String sentence = result.get("result").text();
        String shown = sentence.substring(0, Math.min(sentence.length(), LONGEST_SENTENCE));
        String type =
                switch (status(result)) {
                    case 400 -> "invalid_request_error";
                    case 401 -> "authentication_error";
                    case 429 -> "rate_limit_error";
                    case 529 -> "overloaded_error";
                    default -> "api_error";
                };
        String told = result.get("terminal_reason").text().equals("prompt_too_long") ? "prompt is too long" : shown;
        return Json.typed("error").put("error", Json.typed(type).put("message", told));
    }

    /// The program names the API's status; what it says before it asked the API, it says in words.
    private static int status(Json result) {
        int named = (int) result.get("api_error_status").whole(0);
        if (named >= 400 && named < 600) {
            return named;
        }
        String sentence = result.get("result").text().toLowerCase(Locale.ROOT);
        if (sentence.contains("/login") || sentence.contains("api key") || sentence.contains("not logged in")) {
            return 401;
        }
        if (sentence.contains("limit reached") || sentence.contains("usage limit")) {
            return 429;
        }
        return result.get("terminal_reason").text().equals("prompt_too_long") ? 400 : 500;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", stream ? "text/event-stream" : "application/json");
    }

    @Override
    public int read(byte[] buffer) throws Upstream.UpstreamFailure {
        while (given == ready.length) {
            if (complete || !stream) {
                return -1;
            }
            ready = next();
            given = 0;
        }
        int count = Math.min(buffer.length, ready.length - given);
        System.arraycopy(ready, given, buffer, 0, count);
        given += count;
        return count;
    }

    /// The next event's bytes; none for a line that holds no event.
    private byte[] next() throws Upstream.UpstreamFailure {
        Json line = line(process, provider);
        return switch (line.get("type").text()) {
            case "stream_event" -> event(line.get("event"));
            case "result" -> {
                complete = true;
                yield line.get("is_error").flag() ? event(error(line)) : new byte[0];
            }
            default -> new byte[0];
        };
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            over.run();
        }
    }
}
