package signalbox.core.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The names in answers that mean something to a [Scan], as small numbers.
final class AnswerKey {
    static final byte NONE = 0;
    static final byte USAGE = 1;
    static final byte ERROR = 2;
    static final byte MODEL = 3;
    static final byte TIER = 4;
    static final byte CHOICES = 5;
    static final byte DELTA = 6;
    static final byte MESSAGE = 7;
    static final byte CONTENT = 8;
    static final byte BLOCK = 9;
    static final byte FINISH = 10;
    static final byte STOP = 11;
    static final byte INDEX = 12;
    static final byte TEXT = 13;
    static final byte TYPE = 14;
    static final byte ARGUMENTS = 15;

    /// Names whose values are the API's own words, not the model's.
    static final byte VOCABULARY = 16;

    /// Names whose values are the model's words beside its text.
    static final byte WORDS = 17;

    static final byte REASONING = 18;
    static final byte REASONING_TWIN = 19;

    // only in Responses and Gemini answers
    static final byte RESPONSE = 20;
    static final byte OUTPUT = 21;
    static final byte ITEM = 22;
    static final byte STATUS = 23;
    static final byte CODE = 24;
    static final byte CANDIDATES = 25;
    static final byte ARGS = 26;
    static final byte USAGE_METADATA = 27;
    static final byte MODEL_VERSION = 28;
    static final byte FINISH_REASON = 29;
    static final byte PROMPT_FEEDBACK = 30;
    static final byte BLOCK_REASON = 31;

    /// Names whose values are ids, seals and padding.
    static final byte UNSAID = 32;

    static final int LONGEST = 17;

    private static final Name[][] BY_LENGTH = new Name[LONGEST + 1][];

    private record Name(byte[] bytes, byte key) {}

    static {
        Arrays.fill(BY_LENGTH, new Name[0]);
        name("usage", USAGE);
        name("error", ERROR);
        name("model", MODEL);
        name("service_tier", TIER);
        name("choices", CHOICES);
        name("delta", DELTA);
        name("message", MESSAGE);
        name("content", CONTENT);
        name("content_block", BLOCK);
        name("finish_reason", FINISH);
        name("stop_reason", STOP);
        name("index", INDEX);
        name("text", TEXT);
        name("type", TYPE);
        name("arguments", ARGUMENTS);
        name("input", ARGUMENTS);
        name("thinking", WORDS);
        name("partial_json", WORDS);
        name("reasoning", REASONING);
        name("reasoning_content", REASONING_TWIN);
        name("id", VOCABULARY);
        name("role", VOCABULARY);
        name("response", RESPONSE);
        name("output", OUTPUT);
        name("item", ITEM);
        name("status", STATUS);
        name("code", CODE);
        name("candidates", CANDIDATES);
        name("args", ARGS);
        name("usageMetadata", USAGE_METADATA);
        name("modelVersion", MODEL_VERSION);
        name("finishReason", FINISH_REASON);
        name("promptFeedback", PROMPT_FEEDBACK);
        name("blockReason", BLOCK_REASON);
        name("call_id", UNSAID);
        name("item_id", UNSAID);
        name("encrypted_content", UNSAID);
        name("thoughtSignature", UNSAID);
        name("mimeType", UNSAID);
    }

    private AnswerKey() {}

    private static void name(String name, byte key) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        Name[] before = BY_LENGTH[bytes.length];
        Name[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = new Name(bytes, key);
        BY_LENGTH[bytes.length] = after;
    }

    /// The key of a name that is at most [#LONGEST] bytes long.
    static byte of(byte[] name, int length) {
        for (Name candidate : BY_LENGTH[length]) {
            if (Arrays.equals(candidate.bytes, 0, length, name, 0, length)) {
                return candidate.key;
            }
        }
        return NONE;
    }
}
