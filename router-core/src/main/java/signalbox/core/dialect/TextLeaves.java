package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The texts of a request in any dialect, one by one, and the places of content that is no text. For bodies that a
/// dialect has parsed already. Pure.
public final class TextLeaves {

    /// A shorter name or number is nothing to look at.
    private static final int SHORTEST_NAME = 7;

    /// Where the conversation is, by dialect.
    private static final Set<String> CONTENT =
            Set.of(
                    "messages",
                    "system",
                    "prompt",
                    "input",
                    "instructions",
                    "contents",
                    "systemInstruction",
                    "system_instruction",
                    "content",
                    "requests");

    /// Who asks: free text to the provider, often a mail address.
    private static final Set<String> END_USER =
            Set.of("user", "safety_identifier", "metadata", "client_metadata", "labels");

    /// Objects of a tool's own making, in which every name is possible.
    private static final Set<String> FREE = Set.of("input", "args", "response");

    /// What providers check or match by value.
    private static final Set<String> FIXED =
            Set.of(
                    "id",
                    "type",
                    "role",
                    "name",
                    "model",
                    "tool_call_id",
                    "tool_use_id",
                    "call_id",
                    "item_id",
                    "url",
                    "file_id",
                    "file_data",
                    "media_type",
                    "mimeType",
                    "mime_type",
                    "fileUri",
                    "file_uri",
                    "format",
                    "detail",
                    "signature",
                    "thinking",
                    "status",
                    "encrypted_content",
                    "thoughtSignature",
                    "thought_signature");

    private static final Set<String> UNREADABLE =
            Set.of("signature", "encrypted_content", "thoughtSignature", "thought_signature");
    private static final Set<String> OPAQUE_FIELDS =
            Set.of("inlineData", "inline_data", "fileData", "file_data", "cachedContent");
    private static final Set<String> OPAQUE_TYPES =
            Set.of(
                    "image",
                    "image_url",
                    "input_image",
                    "audio",
                    "input_audio",
                    "video",
                    "video_url",
                    "input_video",
                    "file",
                    "input_file",
                    "container_upload",
                    "item_reference",
                    "computer_screenshot",
                    "image_generation_call",
                    "compaction");

    /// Names that may stand in a path; any other could itself be personal.
    private static final Set<String> SPEAKABLE =
            Set.of(
                    "content",
                    "text",
                    "tool_calls",
                    "function",
                    "arguments",
                    "output",
                    "parts",
                    "functionCall",
                    "functionResponse",
                    "source",
                    "data",
                    "tools",
                    "description",
                    "model",
                    "name",
                    "user_id",
                    "image_url",
                    "url",
                    "summary",
                    "refusal",
                    "reasoning_content");

    private final JsonParser json;
    private final Visitor visitor;

    private TextLeaves(JsonParser json, Visitor visitor) {
        this.json = json;
        this.visitor = visitor;
    }

    /// What is told of each leaf. The place is only good during the call.
    public interface Visitor {
        /// A text, a long name or a long number.
        void text(char[] chars, int from, int to, Place place);

        /// An image, a sound, a file, whole or by reference.
        void opaque(Place place);
    }

    /// Where a leaf stands.
    public interface Place {
        /// Such as `messages[2].content[0].text`; names that the client made up are written `*`.
        String path();

        /// Whether another text may take this one's place without breaking an id, a schema or a signature.
        boolean replaceable();

        /// The bytes of the leaf in the body, quotes included.
        int start();

        int end();
    }

    /// A text that takes a leaf's place.
    public record Replacement(int start, int end, String text) {}

    /// Tells a visitor every leaf of a well-formed body, in order.
    public static void visit(byte[] body, Visitor visitor) {
        try (var json = Jackson.FACTORY.createParser(body)) {
            new TextLeaves(json, visitor).run();
        } catch (IOException unparsed) {
            throw new UncheckedIOException("a body that a dialect accepted cannot be read again", unparsed);
        }
    }

    /// The body with those texts in it.
    public static byte[] replace(byte[] body, List<Replacement> replacements) {
        var sorted = replacements.stream().sorted(Comparator.comparingInt(Replacement::start)).toList();
        var out = new ByteArrayOutputStream(body.length + 256);
        int from = 0;
        for (Replacement replacement : sorted) {
            out.write(body, from, replacement.start() - from);
            out.writeBytes(quoted(replacement.text()));
            from = replacement.end();
        }
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }

    static byte[] quoted(String text) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private void run() throws IOException {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            switch (token) {
                case VALUE_STRING -> string();
                case VALUE_NUMBER_INT, FIELD_NAME -> {
                    if (json.getTextLength() >= SHORTEST_NAME) {
                        tell();
                    }
                    tokens(token);
                }
                case START_OBJECT -> {
                    String name = json.getParsingContext().getParent().getCurrentName();
                    if (name != null && OPAQUE_FIELDS.contains(name)) {
                        visitor.opaque(new Here(false));
                    }
                }
                default -> {}
            }
        }
    }

    private void string() throws IOException {
        String name = json.getParsingContext().getCurrentName();
        if (name != null) {
            if (name.equals("type")) {
                type();
            } else if (name.equals("file_id") || OPAQUE_FIELDS.contains(name)) {
                visitor.opaque(new Here(false));
            }
            if (UNREADABLE.contains(name)) {
                return;
            }
        }
        tell();
    }

    /// A text that was sent as tokens, to be turned into a vector, cannot be read. Told once for each.
    private void tokens(JsonToken token) {
        var at = json.getParsingContext();
        boolean first = token == JsonToken.VALUE_NUMBER_INT && at.inArray() && at.getCurrentIndex() == 0;
        if (first && List.of("input").equals(List.copyOf(names()))) {
            visitor.opaque(new Here(false));
        }
    }

    private void tell() throws IOException {
        char[] chars = json.getTextCharacters();
        int from = json.getTextOffset();
        visitor.text(chars, from, from + json.getTextLength(), new Here(json.currentToken() == JsonToken.VALUE_STRING));
    }

    /// A block's type says whether it is text; of a document its source does.
    private void type() throws IOException {
        String type = json.getText();
        JsonStreamContext block = json.getParsingContext().getParent();
        boolean source = "source".equals(block.getCurrentName());
        boolean opaque = source ? !type.equals("text") && !type.equals("content") : OPAQUE_TYPES.contains(type);
        if (opaque && inConversation()) {
            visitor.opaque(new Here(false));
        }
    }

    private boolean inConversation() {
        var names = names();
        return CONTENT.contains(names.peekFirst()) && free(names) < 0;
    }

    /// The names that lead to the leaf at hand, outermost first.
    private ArrayDeque<String> names() {
        var names = new ArrayDeque<String>();
        for (var at = json.getParsingContext(); at != null && !at.inRoot(); at = at.getParent()) {
            if (at.getCurrentName() != null) {
                names.addFirst(at.getCurrentName());
            }
        }
        return names;
    }

    /// After how many names a tool's own object begins; -1 when the leaf is in none.
    private static int free(ArrayDeque<String> names) {
        int i = 0;
        for (String name : names) {
            if (i > 0 && i < names.size() - 1 && FREE.contains(name)) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private final class Here implements Place {
        private final boolean text;

        Here(boolean text) {
            this.text = text;
        }

        @Override
        public boolean replaceable() {
            var names = names();
            String root = names.peekFirst();
            if (!text || root == null) {
                return false;
            }
            if (END_USER.contains(root)) {
                return true;
            }
            return CONTENT.contains(root) && (free(names) >= 0 || names.stream().noneMatch(FIXED::contains));
        }

        @Override
        public String path() {
            int free = free(names());
            var path = new StringBuilder();
            var contexts = new ArrayDeque<JsonStreamContext>();
            for (var at = json.getParsingContext(); at != null && !at.inRoot(); at = at.getParent()) {
                contexts.addFirst(at);
            }
            int depth = 0;
            for (JsonStreamContext at : contexts) {
                if (at.inArray()) {
                    path.append('[').append(at.getCurrentIndex()).append(']');
                } else if (at.getCurrentName() != null) {
                    boolean own = free >= 0 && depth > free;
                    path.append(path.isEmpty() ? "" : ".").append(own ? "*" : speakable(at.getCurrentName()));
                    depth++;
                }
            }
            return path.toString();
        }

        private static String speakable(String name) {
            boolean known = SPEAKABLE.contains(name) || CONTENT.contains(name) || END_USER.contains(name);
            return known || FREE.contains(name) ? name : "*";
        }

        @Override
        public int start() {
            return (int) json.currentTokenLocation().getByteOffset();
        }

        @Override
        public int end() {
            try {
                json.finishToken();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return (int) json.currentLocation().getByteOffset();
        }
    }
}
