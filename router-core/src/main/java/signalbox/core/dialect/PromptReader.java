package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import signalbox.core.dialect.PromptShape.Range;
import signalbox.core.policy.Wire;

/// Reads a [PromptShape] in one pass over a body. Cache marks count as not there, so that a client that moves its own
/// along still begins its prompts alike. One instance per body, used by one thread.
final class PromptReader {
    private static final byte[] SECRET = new SecureRandom().generateSeed(16);
    private static final String MARK = "cache_control";

    /// The fields that stand before every turn.
    private static final Map<Wire, Set<String>> HEADS =
            Map.of(
                    Wire.ANTHROPIC, Set.of("tools", "system"),
                    Wire.OPENAI_CHAT, Set.of("tools"),
                    Wire.OPENAI_RESPONSES, Set.of("tools", "instructions"),
                    Wire.GEMINI, Set.of("tools", "systemInstruction"));

    private static final Map<Wire, String> TURNS =
            Map.of(
                    Wire.ANTHROPIC, "messages",
                    Wire.OPENAI_CHAT, "messages",
                    Wire.OPENAI_RESPONSES, "input",
                    Wire.GEMINI, "contents");

    private final Wire wire;
    private final byte[] body;
    private final MessageDigest digest;
    private final Map<String, Range> heads = new TreeMap<>();
    private final List<Range> turns = new ArrayList<>();
    private final List<Range> marks = new ArrayList<>();
    private boolean marked;

    PromptReader(Wire wire, byte[] body) {
        this.wire = wire;
        this.body = body;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Optional<PromptShape> read() {
        try (var json = Jackson.FACTORY.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not a body that a dialect read or wrote", e);
        }
        return turns.isEmpty() ? Optional.empty() : Optional.of(shape());
    }

    private void field(JsonParser json) throws IOException {
        String name = json.currentName();
        json.nextToken();
        marked |= name.equals(MARK) && json.currentToken() != JsonToken.VALUE_NULL;
        if (name.equals(TURNS.get(wire)) && json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                turns.add(value(json));
            }
        } else if (name.equals(TURNS.get(wire))) {
            turns.add(value(json));
        } else if (HEADS.get(wire).contains(name)) {
            heads.put(name, value(json));
        } else {
            json.skipChildren();
        }
    }

    /// Where the value ends that the parser stands on; notes the marks in it.
    private Range value(JsonParser json) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        int depth = 0;
        for (JsonToken token = json.currentToken(); ; token = json.nextToken()) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.FIELD_NAME && json.currentName().equals(MARK)) {
                mark(json);
            }
            if (depth == 0) {
                json.finishToken();
                return new Range(start, (int) json.currentLocation().getByteOffset());
            }
        }
    }

    private void mark(JsonParser json) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        marked |= json.nextToken() != JsonToken.VALUE_NULL;
        json.skipChildren();
        json.finishToken();
        marks.add(new Range(start, (int) json.currentLocation().getByteOffset()));
    }

    private PromptShape shape() {
        var prefixes = new ArrayList<Long>(turns.size() + 1);
        var sizes = new ArrayList<Integer>(turns.size() + 1);
        var values = new ArrayList<List<Range>>(turns.size() + 1);
        digest.update(SECRET);
        int size = 0;
        // for telling prompts apart any order will do, if it is always the same
        for (var head : heads.entrySet()) {
            digest.update(head.getKey().getBytes(StandardCharsets.US_ASCII));
            size += update(head.getValue());
        }
        var chain = new byte[digest.getDigestLength()];
        prefixes.add(finish(chain));
        sizes.add(size);
        values.add(ends());
        for (Range turn : turns) {
            digest.update(chain);
            size += update(turn);
            prefixes.add(finish(chain));
            sizes.add(size);
            values.add(List.of(turn));
        }
        return new PromptShape(prefixes, sizes, marked, values);
    }

    private List<Range> ends() {
        return Stream.of("tools", "system").filter(heads::containsKey).map(heads::get).toList();
    }

    private long finish(byte[] chain) {
        try {
            digest.digest(chain, 0, chain.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the array has the digest's length", e);
        }
        return ByteBuffer.wrap(chain).getLong();
    }

    /// Takes the bytes of a value into the fingerprint, without the marks in it and the comma that each has.
    private int update(Range value) {
        int from = value.start();
        for (int i = firstMark(value.start()); i < marks.size() && marks.get(i).end() <= value.end(); i++) {
            Range mark = marks.get(i);
            int before = back(mark.start());
            int after = forth(mark.end());
            boolean first = body[before - 1] == '{';
            boolean last = body[after] == '}';
            digest.update(body, from, (first ? before : before - 1) - from);
            from = first && !last ? after + 1 : after;
        }
        digest.update(body, from, value.end() - from);
        return value.end() - value.start();
    }

    /// The number of the first mark from a place on. They stand in the order of the body, and a body may hold very
    /// many.
    private int firstMark(int start) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).start() < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int back(int from) {
        int at = from;
        while (body[at - 1] <= ' ') {
            at--;
        }
        return at;
    }

    private int forth(int from) {
        int at = from;
        while (body[at] <= ' ') {
            at++;
        }
        return at;
    }
}
