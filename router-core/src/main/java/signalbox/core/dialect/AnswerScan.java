package signalbox.core.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The answers of OpenAI Chat and Anthropic Messages. One scan serves the documents of both: their names do not
/// collide.
final class AnswerScan implements Scan, JsonWalk.Visitor {
    private static final int MOST_USAGES = 64;
    private static final byte[] MESSAGE_STOP = "\"message_stop\"".getBytes(StandardCharsets.US_ASCII);

    private final JsonWalk walk = new JsonWalk(this);
    private final Capture capture = new Capture();
    private final Choices choices = new Choices();
    private final OutputCount output = new OutputCount();
    private final List<String> usages = new ArrayList<>(2);
    private final boolean cumulative;

    private byte capturing = AnswerKey.NONE;
    private int captureDepth;
    private int contentDepth;
    private boolean counted;
    private OutputCount.Part part = OutputCount.Part.UNSURE;
    private int wholeDepth;
    private long wholeFrom;
    private long base;
    private long fed;

    private boolean usageHere;
    private boolean answerHere;
    private boolean stopEvent;
    private boolean error;
    private String errorText = "";
    private String model = "";
    private String tier = "";
    private String finish = "";

    /// @param cumulative whether the last usage object stands for all before it
    AnswerScan(boolean cumulative) {
        this.cumulative = cumulative;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        base = fed - from;
        capture.buffer(bytes, from);
        walk.feed(bytes, from, to);
        capture.keep(to);
        fed += to - from;
    }

    @Override
    public void nextDocument() {
        walk.reset();
        stopCapture();
        contentDepth = 0;
        wholeDepth = 0;
        usageHere = false;
        answerHere = false;
    }

    @Override
    public void begins(byte first, int at) {
        int depth = walk.depth();
        counted = false;
        if (depth == 0) {
            return;
        }
        byte key = walk.key(depth);
        if (contentDepth == 0 && content(depth, key)) {
            contentDepth = depth;
        }
        if (contentDepth > 0) {
            count(first, at, depth, key);
        }
        if (depth <= 3 && capturing == AnswerKey.NONE) {
            notice(first, at, depth, key);
        }
    }

    /// Whether the model's own output begins here: a delta, a content block, a choice's message.
    private boolean content(int depth, byte key) {
        if (depth == 1) {
            return key == AnswerKey.DELTA || key == AnswerKey.BLOCK || key == AnswerKey.CONTENT;
        }
        return depth == 3
                && walk.key(1) == AnswerKey.CHOICES
                && (key == AnswerKey.DELTA || key == AnswerKey.MESSAGE || key == AnswerKey.TEXT);
    }

    /// Texts count with the bytes they are written in, tool arguments that are objects with all of theirs.
    private void count(byte first, int at, int depth, byte key) {
        if (wholeDepth > 0) {
            return;
        }
        if (first == '"') {
            counted =
                    key != AnswerKey.TYPE
                            && key != AnswerKey.VOCABULARY
                            && key != AnswerKey.STOP
                            && key != AnswerKey.FINISH;
            part = part(depth, key);
        } else if ((first == '{' || first == '[') && key == AnswerKey.ARGUMENTS) {
            wholeDepth = depth;
            wholeFrom = base + at;
        }
    }

    /// Which texts are certainly the model's own words: a stream's deltas, by the places the dialects give them.
    private OutputCount.Part part(int depth, byte key) {
        if (walk.key(1) == AnswerKey.CHOICES && walk.key(3) == AnswerKey.DELTA) {
            if (depth == 4 && key == AnswerKey.REASONING) {
                return OutputCount.Part.REASONING;
            }
            if (depth == 4 && key == AnswerKey.REASONING_TWIN) {
                return OutputCount.Part.REASONING_TWIN;
            }
            boolean said = depth == 4 && key == AnswerKey.CONTENT || depth == 7 && key == AnswerKey.ARGUMENTS;
            return said ? OutputCount.Part.SAID : OutputCount.Part.UNSURE;
        }
        boolean said =
                depth == 2 && walk.key(1) == AnswerKey.DELTA && (key == AnswerKey.TEXT || key == AnswerKey.WORDS);
        return said ? OutputCount.Part.SAID : OutputCount.Part.UNSURE;
    }

    private void notice(byte first, int at, int depth, byte key) {
        if (depth == 1) {
            top(first, at, key);
        } else if (walk.key(1) == AnswerKey.CHOICES && walk.array(2)) {
            answerHere = true;
            if (depth == 3) {
                choice(first, at, key);
            }
        } else if (depth == 2 && walk.key(1) == AnswerKey.MESSAGE) {
            usageOrModel(first, at, key);
        } else if (depth == 2 && walk.key(1) == AnswerKey.DELTA && key == AnswerKey.STOP && first == '"') {
            startCapture(key, at);
        }
    }

    private void top(byte first, int at, byte key) {
        switch (key) {
            case AnswerKey.ERROR -> {
                if (first == '{' || first == '"') {
                    error = true;
                    startCapture(key, at);
                }
            }
            case AnswerKey.TIER -> {
                if (first == '"' && tier.isEmpty()) {
                    startCapture(key, at);
                }
            }
            case AnswerKey.STOP, AnswerKey.TYPE -> {
                if (first == '"') {
                    startCapture(key, at);
                }
            }
            default -> usageOrModel(first, at, key);
        }
    }

    private void usageOrModel(byte first, int at, byte key) {
        if (key == AnswerKey.USAGE && first == '{' || key == AnswerKey.MODEL && first == '"' && model.isEmpty()) {
            startCapture(key, at);
        }
    }

    private void choice(byte first, int at, byte key) {
        if (key == AnswerKey.FINISH && first == '"') {
            startCapture(key, at);
        } else if (key == AnswerKey.INDEX) {
            choices.indexBegins();
        }
    }

    @Override
    public void ends(byte last, int at) {
        int depth = walk.depth();
        if (depth < contentDepth) {
            contentDepth = 0;
        }
        if (wholeDepth > 0 && depth <= wholeDepth && last != '"') {
            output.document(base + at - wholeFrom);
            wholeDepth = 0;
        }
        if (capturing != AnswerKey.NONE && depth == captureDepth) {
            captured(capture.end(at));
        }
        if (depth == 2 && last == '}' && walk.key(1) == AnswerKey.CHOICES) {
            choices.ends();
        }
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
    public void scalar(byte part) {
        choices.digit(part);
    }

    @Override
    public void next() {
        choices.indexEnds();
        if (walk.depth() == contentDepth) {
            contentDepth = 0;
        }
    }

    private void startCapture(byte key, int at) {
        capturing = key;
        captureDepth = walk.depth();
        capture.begin(at);
    }

    private void stopCapture() {
        capturing = AnswerKey.NONE;
        capture.drop();
    }

    /// @param bytes what was captured, as written; null when it was too long to be believed
    private void captured(byte[] bytes) {
        byte key = capturing;
        stopCapture();
        if (bytes == null) {
            return;
        }
        switch (key) {
            case AnswerKey.USAGE -> usage(bytes);
            case AnswerKey.ERROR -> errorText = new String(bytes, StandardCharsets.UTF_8);
            case AnswerKey.MODEL -> model = Capture.text(bytes);
            case AnswerKey.TIER -> tier = Capture.text(bytes);
            case AnswerKey.TYPE -> stopEvent |= Arrays.equals(bytes, MESSAGE_STOP);
            case AnswerKey.STOP -> {
                finish = Capture.text(bytes);
                choices.stopped();
            }
            default -> {
                finish = Capture.text(bytes);
                choices.finished();
                // OpenRouter's way to say that the inner provider failed after it had begun
                error |= finish.equals("error");
            }
        }
    }

    private void usage(byte[] bytes) {
        if (!Capture.isJson(bytes)) {
            return;
        }
        usageHere = true;
        output.usage(finished());
        if (cumulative) {
            usages.clear();
        } else if (usages.size() == MOST_USAGES) {
            usages.removeLast();
        }
        usages.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public boolean onlyUsage() {
        return usageHere && !answerHere && walk.oneDocument();
    }

    @Override
    public boolean answerHere() {
        return answerHere;
    }

    @Override
    public boolean oneDocument() {
        return walk.oneDocument();
    }

    @Override
    public boolean finished() {
        return choices.allFinished();
    }

    @Override
    public boolean stopEvent() {
        return stopEvent;
    }

    @Override
    public List<String> usage() {
        return List.copyOf(usages);
    }

    @Override
    public boolean error() {
        return error;
    }

    @Override
    public Optional<UpstreamErrorBody> failure() {
        if (!error) {
            return Optional.empty();
        }
        String body = errorText.isEmpty() ? "{}" : "{\"error\":" + errorText + "}";
        return Optional.of(UpstreamErrorBody.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public long contentBytes() {
        return wholeDepth > 0 ? output.bytes() + fed - wholeFrom : output.bytes();
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
