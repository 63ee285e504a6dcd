package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an outgoing request must say of itself: written into its bytes, and read back from them before they leave. Only
/// for bodies that a dialect wrote. Pure.
///
/// @param denyCollection OpenRouter's `provider.data_collection: deny`: nobody behind it may keep it to train on
/// @param zeroRetention OpenRouter's `provider.zdr: true`: nobody behind it may keep it
/// @param noStore OpenAI's `store: false`: it is not kept for later look-up
public record WireConditions(boolean denyCollection, boolean zeroRetention, boolean noStore) {
    public static final WireConditions NONE = new WireConditions(false, false, false);

    private static final String ROUTING = "provider";
    private static final String STORE = "store";

    private record Field(int valueStart, int end) {}

    /// The same for a request whose answer nobody stores.
    public WireConditions withoutStore() {
        return new WireConditions(denyCollection, zeroRetention, false);
    }

    /// The body with the conditions in it; every other byte stays.
    public byte[] write(byte[] body) {
        byte[] written = body;
        if (denyCollection || zeroRetention) {
            written = with(written, ROUTING, routing(written));
        }
        return noStore ? with(written, STORE, AnswerLeaves.ascii("false")) : written;
    }

    /// Whether the body says all of it.
    public boolean hold(byte[] body) {
        if (equals(NONE)) {
            return true;
        }
        var leaves = new ArrayList<String>();
        try (var json = Jackson.FACTORY.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    leaf(json).ifPresent(leaves::add);
                }
            }
        } catch (IOException broken) {
            return false;
        }
        // a field that stands twice could be read either way
        return says(leaves, denyCollection, "provider.data_collection=deny")
                && says(leaves, zeroRetention, "provider.zdr=true")
                && says(leaves, noStore, "store=false");
    }

    private static boolean says(List<String> leaves, boolean demanded, String wanted) {
        String name = wanted.substring(0, wanted.indexOf('=') + 1);
        var said = leaves.stream().filter(leaf -> leaf.startsWith(name)).toList();
        return !demanded || said.equals(List.of(wanted));
    }

    private static Optional<String> leaf(JsonParser json) throws IOException {
        var at = json.getParsingContext();
        var parent = at.getParent();
        if (parent != null && parent.inRoot() && STORE.equals(at.getCurrentName())) {
            return Optional.of(STORE + "=" + json.getText());
        }
        boolean nested =
                parent != null
                        && parent.getParent() != null
                        && parent.getParent().inRoot()
                        && ROUTING.equals(parent.getCurrentName());
        return nested ? Optional.of(ROUTING + "." + at.getCurrentName() + "=" + json.getText()) : Optional.empty();
    }

    /// The client's own routing wishes, which only tighten, and ours.
    private byte[] routing(byte[] body) {
        var out = new ByteArrayOutputStream();
        try (var parser = Jackson.FACTORY.createParser(body);
                var json = Jackson.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            if (denyCollection) {
                json.writeStringField("data_collection", "deny");
            }
            if (zeroRetention) {
                json.writeBooleanField("zdr", true);
            }
            if (find(parser, ROUTING) && parser.currentToken() == JsonToken.START_OBJECT) {
                copy(parser, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void copy(JsonParser from, JsonGenerator to) throws IOException {
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String name = from.currentName();
            from.nextToken();
            boolean ours = name.equals("data_collection") && denyCollection || name.equals("zdr") && zeroRetention;
            if (ours) {
                from.skipChildren();
            } else {
                to.writeFieldName(name);
                to.copyCurrentStructure(from);
            }
        }
    }

    private static byte[] with(byte[] body, String name, byte[] value) {
        Field field = field(body, name);
        var out = new ByteArrayOutputStream(body.length + value.length + 16);
        if (field == null) {
            int open = open(body);
            out.write(body, 0, open);
            out.writeBytes(AnswerLeaves.ascii('"' + name + "\":"));
            out.writeBytes(value);
            // a request always has other fields
            out.write(',');
            out.write(body, open, body.length - open);
        } else {
            out.write(body, 0, field.valueStart);
            out.writeBytes(value);
            out.write(body, field.end, body.length - field.end);
        }
        return out.toByteArray();
    }

    private static int open(byte[] body) {
        int i = 0;
        while (body[i] != '{') {
            i++;
        }
        return i + 1;
    }

    private static Field field(byte[] body, String name) {
        try (var json = Jackson.FACTORY.createParser(body)) {
            if (!find(json, name)) {
                return null;
            }
            int start = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            json.finishToken();
            return new Field(start, (int) json.currentLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("not a body that a dialect wrote: " + Arrays.hashCode(body), e);
        }
    }

    /// Moves to the value of a field of the document itself.
    private static boolean find(JsonParser json, String name) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals(name)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }
}
