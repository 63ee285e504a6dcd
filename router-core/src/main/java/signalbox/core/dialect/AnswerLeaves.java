package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// The texts of one answer document, or of one event of a stream, that placeholders can stand in, and the document with
/// other texts in their place. What an answer proves by signature is left alone, or it could not be sent back.
final class AnswerLeaves {
    private static final Set<String> SIGNED =
            Set.of("thinking", "signature", "encrypted_content", "thoughtSignature", "thought_signature");
    private static final Set<String> JSON_TEXT = Set.of("arguments", "partial_json");
    private static final Set<String> PLACES =
            Set.of("index", "output_index", "content_index", "summary_index", "item_id");
    private static final Set<String> FINISH = Set.of("finish_reason", "stop_reason", "finishReason");

    private final byte[] document;
    private final List<Leaf> leaves = new ArrayList<>();
    private boolean argumentsEvent;
    private boolean ends;

    /// A text and where it stands. Texts of one channel follow each other from event to event.
    static final class Leaf {
        private final int start;
        private final int end;
        private final String original;
        private final String name;
        private final List<Frame> frames;
        private String text;
        private String tail = "";

        private Leaf(int start, int end, String original, String name, List<Frame> frames) {
            this.start = start;
            this.end = end;
            this.original = original;
            this.name = name;
            this.frames = frames;
            this.text = original;
        }

        String original() {
            return original;
        }

        String channel() {
            var channel = new StringBuilder();
            for (Frame frame : frames) {
                channel.append(frame.name).append(frame.index.isEmpty() ? frame.position : frame.index).append('/');
            }
            return channel.append(name).toString();
        }

        /// @param decided what the client gets
        /// @param undecided what only the next text of the channel decides on
        void is(String decided, String undecided) {
            text = decided;
            tail = undecided;
        }

        /// Hands the undecided end over to the channel's next text.
        String takeTail() {
            String taken = tail;
            tail = "";
            return taken;
        }

        /// Nothing follows: the undecided end is part of this text after all.
        void settle() {
            text += tail;
            tail = "";
        }
    }

    /// A container that is open.
    private static final class Frame {
        private final String name;
        private final String position;
        private String index = "";

        private Frame(String name, String position) {
            this.name = name;
            this.position = position;
        }
    }

    private AnswerLeaves(byte[] document) {
        this.document = document;
    }

    /// Lenient: of a broken document, what came before the error.
    static AnswerLeaves of(byte[] document) {
        var leaves = new AnswerLeaves(document);
        try (var json = Jackson.FACTORY.createParser(document)) {
            leaves.read(json);
        } catch (IOException broken) {
            return leaves;
        }
        return leaves;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /// Whether this event ends a text, a block or the answer.
    boolean ends() {
        return ends;
    }

    boolean json(Leaf leaf) {
        return JSON_TEXT.contains(leaf.name) || argumentsEvent && leaf.name.equals("delta");
    }

    /// The document as it now reads.
    byte[] bytes() {
        var out = new ByteArrayOutputStream(document.length + 64);
        int from = 0;
        for (Leaf leaf : leaves) {
            if (!leaf.text.equals(leaf.original)) {
                out.write(document, from, leaf.start - from);
                out.writeBytes(TextLeaves.quoted(leaf.text));
                from = leaf.end;
            }
        }
        out.write(document, from, document.length - from);
        return out.toByteArray();
    }

    private void read(JsonParser json) throws IOException {
        Deque<Frame> open = new ArrayDeque<>();
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token.isStructStart()) {
                var parent = json.getParsingContext().getParent();
                String name = parent.getCurrentName() == null ? "" : parent.getCurrentName();
                open.addLast(new Frame(name, parent.inArray() ? "[" + parent.getCurrentIndex() + "]" : ""));
            } else if (token.isStructEnd()) {
                open.removeLast();
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                scalar(json, token, open);
            }
        }
    }

    private void scalar(JsonParser json, JsonToken token, Deque<Frame> open) throws IOException {
        var context = json.getParsingContext();
        String name =
                context.inArray() ? "[" + context.getCurrentIndex() + "]" : String.valueOf(context.getCurrentName());
        if (PLACES.contains(name) && !open.isEmpty()) {
            open.getLast().index += name + json.getText();
        }
        if (token != JsonToken.VALUE_STRING) {
            return;
        }
        ends |= FINISH.contains(name);
        if (name.equals("type")) {
            String type = json.getText();
            ends |= type.endsWith("_stop") || type.endsWith(".done");
            argumentsEvent |= type.startsWith("response.function_call_arguments");
        } else if (!SIGNED.contains(name)) {
            int start = (int) json.currentTokenLocation().getByteOffset();
            String text = json.getText();
            leaves.add(new Leaf(start, (int) json.currentLocation().getByteOffset(), text, name, List.copyOf(open)));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
