package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The scalar values of a small document from a provider, by dotted path; arrays add nothing to a path, and values of
/// one path are joined with commas. Lenient: what was read before an error counts.
final class JsonLeaves {
    private static final int MOST = 500;

    private JsonLeaves() {}

    static Map<String, String> of(byte[] json) {
        return of(json, 0, json.length);
    }

    static Map<String, String> of(byte[] json, int from, int to) {
        var leaves = new LinkedHashMap<String, String>();
        try (var parser = Jackson.FACTORY.createParser(json, from, to - from)) {
            int count = 0;
            for (var token = parser.nextToken(); token != null && count < MOST; token = parser.nextToken()) {
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    count++;
                    leaves.merge(path(parser), parser.getText(), (first, second) -> first + "," + second);
                }
            }
        } catch (IOException broken) {
            return leaves;
        }
        return leaves;
    }

    private static String path(JsonParser parser) {
        var path = new StringBuilder();
        for (var at = parser.getParsingContext(); at != null; at = at.getParent()) {
            if (at.getCurrentName() != null) {
                path.insert(0, at.getCurrentName()).insert(0, '.');
            }
        }
        return path.isEmpty() ? "" : path.substring(1);
    }
}
