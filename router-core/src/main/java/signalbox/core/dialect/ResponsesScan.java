package signalbox.core.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers of OpenAI Responses: a response object, or the events of its stream. A stream says every text more than
/// once: in deltas, when a part is done, when its item is, and in the response that ends it. Deltas count, and an item
/// that came without any; nothing counts twice.
final class ResponsesScan implements Scan, JsonWalk.Visitor {
    private final JsonWalk walk = new JsonWalk(this);
    private final Capture capture = new Capture();
    private final OutputCount output = new OutputCount();
    private final List<String> usages = new ArrayList<>(1);

    private byte capturing = AnswerKey.NONE;
    private int captureDepth;
    private boolean counted;
    private OutputCount.Part part = OutputCount.Part.UNSURE;
    private boolean deltaSinceItem;
    private String event = "";

    private boolean ended;
    private boolean error;
    private String errorText = "";
    private String message = "";
    private String code = "";
    private String model = "";
    private String tier = "";
    private String finish = "";

    @Override
    public void feed(byte[] bytes, int from, int to) {
        capture.buffer(bytes, from);
        walk.feed(bytes, from, to);
        capture.keep(to);
    }

    @Override
    public void nextDocument() {
        if (event.equals("response.output_item.done")) {
            deltaSinceItem = false;
        }
        event = "";
        walk.reset();
        stopCapture();
    }

    @Override
    public void begins(byte first, int at) {
        int depth = walk.depth();
        counted = false;
        if (depth == 0) {
            return;
        }
        byte key = walk.key(depth);
        if (first == '"') {
            count(depth, key);
        }
        if (capturing != AnswerKey.NONE) {
            return;
        }
        if (depth == 1 || depth == 2 && walk.key(1) == AnswerKey.RESPONSE) {
            notice(first, at, depth, key);
        }
    }

    private void count(int depth, byte key) {
        if (depth == 1) {
            counted = key == AnswerKey.DELTA;
            deltaSinceItem |= counted;
            // a summary of thoughts is another model's words
            part = event.isEmpty() || event.contains("summary") ? OutputCount.Part.UNSURE : OutputCount.Part.SAID;
            return;
        }
        boolean said = walk.key(1) == AnswerKey.OUTPUT || walk.key(1) == AnswerKey.ITEM && !deltaSinceItem;
        counted =
                said
                        && key != AnswerKey.TYPE
                        && key != AnswerKey.VOCABULARY
                        && key != AnswerKey.UNSAID
                        && key != AnswerKey.STATUS;
        part = OutputCount.Part.UNSURE;
    }

    private void notice(byte first, int at, int depth, byte key) {
        boolean wanted =
                switch (key) {
                    case AnswerKey.USAGE -> first == '{';
                    case AnswerKey.ERROR -> first == '{' || first == '"';
                    case AnswerKey.MODEL, AnswerKey.TIER, AnswerKey.STATUS -> first == '"';
                    case AnswerKey.TYPE, AnswerKey.MESSAGE, AnswerKey.CODE -> first == '"' && depth == 1;
                    default -> false;
                };
        if (wanted) {
            capturing = key;
            captureDepth = depth;
            capture.begin(at);
        }
    }

    @Override
    public void ends(byte last, int at) {
        if (capturing != AnswerKey.NONE && walk.depth() == captureDepth) {
            byte key = capturing;
            byte[] bytes = capture.end(at);
            stopCapture();
            if (bytes != null) {
                captured(key, bytes);
            }
        }
    }

    private void captured(byte key, byte[] bytes) {
        switch (key) {
            case AnswerKey.USAGE -> usage(bytes);
            case AnswerKey.ERROR -> {
                error = true;
                errorText = new String(bytes, StandardCharsets.UTF_8);
            }
            case AnswerKey.MODEL -> model = Capture.text(bytes);
            case AnswerKey.TIER -> tier(Capture.text(bytes));
            case AnswerKey.STATUS -> status(Capture.text(bytes));
            case AnswerKey.TYPE -> type(Capture.text(bytes));
            case AnswerKey.MESSAGE -> message = Capture.text(bytes);
            default -> code = Capture.text(bytes);
        }
    }

    /// The tier that was asked for stands in the first events, the one that served in the last.
    private void tier(String named) {
        tier = named.equals("auto") ? tier : named;
    }

    private void status(String status) {
        switch (status) {
            case "completed", "incomplete" -> finish = status;
            case "failed", "cancelled" -> {
                finish = status;
                error = true;
            }
            default -> {}
        }
    }

    private void type(String type) {
        event = type;
        switch (type) {
            case "response.completed", "response.incomplete" -> ended = true;
            case "response.failed", "error" -> error = true;
            default -> {}
        }
    }

    private void usage(byte[] bytes) {
        if (Capture.isJson(bytes)) {
            output.usage(!finish.isEmpty());
            usages.clear();
            usages.add(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private void stopCapture() {
        capturing = AnswerKey.NONE;
        capture.drop();
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        if (counted) {
            output.text(bytes, from, to, part);
        }
    }

    @Override
    public void escape(int most) {
        if (counted) {
            output.escape(most, part);
        }
    }

    @Override
    public void scalar(byte part) {}

    @Override
    public void next() {}

    @Override
    public boolean oneDocument() {
        return walk.oneDocument();
    }

    /// An end is never made up: only the stream's own last event says what was used.
    @Override
    public boolean finished() {
        return false;
    }

    @Override
    public boolean stopEvent() {
        return ended;
    }

    @Override
    public List<String> usage() {
        return List.copyOf(usages);
    }

    @Override
    public boolean error() {
        return error;
    }

    /// An `error` event has its message beside its type, a failed response has an object.
    @Override
    public Optional<UpstreamErrorBody> failure() {
        if (!error) {
            return Optional.empty();
        }
        String body =
                errorText.isEmpty()
                        ? new String(
                                JsonText.bytes(json -> {
                                    json.writeStartObject();
                                    json.writeStringField("message", message);
                                    json.writeStringField("code", code);
                                    json.writeEndObject();
                                }),
                                StandardCharsets.UTF_8)
                        : "{\"error\":" + errorText + "}";
        return Optional.of(UpstreamErrorBody.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public long contentBytes() {
        return output.bytes();
    }

    @Override
    public OutputCount output() {
        return output;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String tier() {
        return tier;
    }

    @Override
    public String finish() {
        return finish;
    }
}
