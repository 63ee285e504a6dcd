package signalbox.core.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers of Gemini: responses, of which a stream sends one after the other, each with what is new and with the
/// usage so far. A stream just closes; it was whole when every candidate named its finish reason, or the prompt was
/// blocked.
final class GeminiScan implements Scan, JsonWalk.Visitor {
    private static final int CANDIDATE = 3;
    private static final int PART = 6;

    private final JsonWalk walk = new JsonWalk(this);
    private final Capture capture = new Capture();
    private final Choices choices = new Choices();
    private final OutputCount output = new OutputCount();
    private final List<String> usages = new ArrayList<>(1);

    private byte capturing = AnswerKey.NONE;
    private int captureDepth;
    private boolean counted;
    private OutputCount.Part part = OutputCount.Part.UNSURE;
    private int wholeDepth;
    private long wholeFrom;
    private long base;
    private long fed;

    private boolean blocked;
    private boolean error;
    private String errorText = "";
    private String model = "";
    private String finish = "";

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
        wholeDepth = 0;
    }

    @Override
    public void begins(byte first, int at) {
        int depth = walk.depth();
        counted = false;
        if (depth == 0) {
            return;
        }
        byte key = walk.key(depth);
        if (walk.key(1) == AnswerKey.CANDIDATES && walk.key(CANDIDATE) == AnswerKey.CONTENT && depth >= PART) {
            count(first, at, depth, key);
        }
        if (capturing == AnswerKey.NONE) {
            notice(first, at, depth, key);
        }
    }

    /// Every text of a part counts, arguments of a call with all of their bytes. Where a thought stands its `thought`
    /// comes behind the text, and what was thought is more than the summary shown, so its text is said as well.
    private void count(byte first, int at, int depth, byte key) {
        if (wholeDepth > 0) {
            return;
        }
        if (first == '{' && key == AnswerKey.ARGS) {
            wholeDepth = depth;
            wholeFrom = base + at;
        } else if (first == '"') {
            counted = key != AnswerKey.UNSAID && key != AnswerKey.VOCABULARY;
            boolean said = depth == PART && key == AnswerKey.TEXT;
            part = said ? OutputCount.Part.SAID : OutputCount.Part.UNSURE;
        }
    }

    private void notice(byte first, int at, int depth, byte key) {
        boolean wanted =
                switch (key) {
                    case AnswerKey.ERROR, AnswerKey.USAGE_METADATA -> depth == 1 && first == '{';
                    case AnswerKey.MODEL_VERSION -> depth == 1 && first == '"' && model.isEmpty();
                    case AnswerKey.BLOCK_REASON ->
                            depth == 2 && first == '"' && walk.key(1) == AnswerKey.PROMPT_FEEDBACK;
                    case AnswerKey.FINISH_REASON -> candidate(depth) && first == '"';
                    default -> false;
                };
        if (wanted) {
            capturing = key;
            captureDepth = depth;
            capture.begin(at);
        } else if (key == AnswerKey.INDEX && candidate(depth)) {
            choices.indexBegins();
        }
    }

    private boolean candidate(int depth) {
        return depth == CANDIDATE && walk.key(1) == AnswerKey.CANDIDATES;
    }

    @Override
    public void ends(byte last, int at) {
        int depth = walk.depth();
        if (wholeDepth > 0 && depth <= wholeDepth && last != '"') {
            output.document(base + at - wholeFrom);
            wholeDepth = 0;
        }
        if (capturing != AnswerKey.NONE && depth == captureDepth) {
            byte key = capturing;
            byte[] bytes = capture.end(at);
            stopCapture();
            if (bytes != null) {
                captured(key, bytes);
            }
        }
        if (depth == 2 && last == '}' && walk.key(1) == AnswerKey.CANDIDATES) {
            choices.ends();
        }
    }

    private void captured(byte key, byte[] bytes) {
        switch (key) {
            case AnswerKey.ERROR -> {
                error = true;
                errorText = new String(bytes, StandardCharsets.UTF_8);
            }
            case AnswerKey.USAGE_METADATA -> usage(bytes);
            case AnswerKey.MODEL_VERSION -> model = Capture.text(bytes);
            case AnswerKey.BLOCK_REASON -> {
                blocked = true;
                finish = Capture.text(bytes);
            }
            default -> {
                finish = Capture.text(bytes);
                choices.finished();
            }
        }
    }

    private void usage(byte[] bytes) {
        if (Capture.isJson(bytes)) {
            output.usage(finished());
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
    public void scalar(byte digit) {
        choices.digit(digit);
    }

    @Override
    public void next() {
        choices.indexEnds();
    }

    @Override
    public boolean oneDocument() {
        return walk.oneDocument();
    }

    @Override
    public boolean finished() {
        return blocked || choices.allFinished();
    }

    @Override
    public boolean stopEvent() {
        return false;
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
        return Optional.of(UpstreamErrorBody.read(("{\"error\":" + errorText + "}").getBytes(StandardCharsets.UTF_8)));
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
        return "";
    }

    @Override
    public String finish() {
        return finish;
    }
}
