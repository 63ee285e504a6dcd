package signalbox.core.testing;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.provider.Upstream;

/// Reading answers whole, in tests.
public final class Answers {
    private Answers() {}

    /// Reads to the end and closes.
    public static String text(Upstream.Answer answer) throws Upstream.UpstreamFailure {
        return new String(bytes(answer), StandardCharsets.UTF_8);
    }

    public static byte[] bytes(Upstream.Answer answer) throws Upstream.UpstreamFailure {
        try (answer) {
            var all = new ByteArrayOutputStream();
            var buffer = new byte[8192];
            for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
                all.write(buffer, 0, count);
            }
            return all.toByteArray();
        }
    }

    /// The data of each event of a stream.
    public static List<String> events(String stream) {
        var data = new ArrayList<String>();
        for (var event : stream.split("\n\n")) {
            for (var line : event.split("\n")) {
                if (line.startsWith("data: ")) {
                    data.add(line.substring(6));
                }
            }
        }
        return data;
    }

    /// The string values of every field of that name, in order; also a check that the text is one JSON document.
    public static List<String> values(String json, String field) {
        var values = new ArrayList<String>();
        try (var parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isScalarValue() && field.equals(parser.currentName())) {
                    values.add(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
        return values;
    }
}
