package signalbox.core.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What the practice provider reads from a request: enough to answer in shape, and a seed that depends on every text in
/// it but not on how the answer is asked for, so that a stream and a plain answer say the same.
///
/// @param limit output limit in tokens, or `Integer.MAX_VALUE`
/// @param inputTokens about a token per four bytes of text, and a few per message
/// @param json whether the answer's text must be a JSON object
record PracticeRequest(
        String model,
        boolean includeUsage,
        int limit,
        int choices,
        int inputTokens,
        int messages,
        boolean json,
        long seed) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_CHOICES = 8;

    static PracticeRequest read(byte[] body) throws IOException {
        try (var parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            var reader = new Reader();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                reader.field(parser);
            }
            return reader.result();
        }
    }

    private static final class Reader {
        private String model = "";
        private boolean includeUsage;
        private int limit = Integer.MAX_VALUE;
        private int choices = 1;
        private int textBytes;
        private int messages;
        private boolean json;
        private long seed = 0xcbf29ce484222325L; // FNV-1a

        void field(JsonParser parser) throws IOException {
            var name = parser.currentName();
            var token = parser.nextToken();
            switch (name) {
                case "model" -> {
                    model = parser.getText();
                    mix(model);
                }
                case "max_tokens", "max_completion_tokens" -> limit = Math.max(1, parser.getIntValue());
                case "n" -> choices = Math.clamp(parser.getIntValue(), 1, MAX_CHOICES);
                case "messages" -> messages(parser, token);
                case "system", "tools" -> text(parser, token);
                case "stream_options" -> includeUsage = flag(parser, token, "include_usage");
                case "response_format" -> json = !"text".equals(type(parser, token));
                default -> parser.skipChildren();
            }
        }

        private void messages(JsonParser parser, JsonToken token) throws IOException {
            if (token != JsonToken.START_ARRAY) {
                throw new IOException("messages is not a list");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                messages++;
                text(parser, parser.currentToken());
            }
        }

        /// Counts and mixes in every string value below the current token.
        private void text(JsonParser parser, JsonToken first) throws IOException {
            int depth = 0;
            var token = first;
            while (true) {
                if (token == null) {
                    throw new IOException("ends too early");
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.VALUE_STRING) {
                    mix(parser.getText());
                    textBytes += parser.getText().getBytes(StandardCharsets.UTF_8).length;
                }
                if (depth == 0) {
                    return;
                }
                token = parser.nextToken();
            }
        }

        private static boolean flag(JsonParser parser, JsonToken token, String wanted) throws IOException {
            boolean found = false;
            if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean hit = parser.currentName().equals(wanted);
                    found |= parser.nextToken() == JsonToken.VALUE_TRUE && hit;
                    parser.skipChildren();
                }
            }
            return found;
        }

        private static String type(JsonParser parser, JsonToken token) throws IOException {
            var type = "text";
            if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean hit = parser.currentName().equals("type");
                    parser.nextToken();
                    if (hit) {
                        type = parser.getText();
                    }
                    parser.skipChildren();
                }
            }
            return type;
        }

        private void mix(String text) {
            for (int i = 0; i < text.length(); i++) {
                seed = (seed ^ text.charAt(i)) * 0x100000001b3L;
            }
            seed = (seed ^ 0x1f) * 0x100000001b3L;
        }

        PracticeRequest result() {
            int input = 3 + 4 * messages + (textBytes + 3) / 4;
            return new PracticeRequest(model, includeUsage, limit, choices, input, messages, json, seed);
        }
    }
}
