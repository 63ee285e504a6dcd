package signalbox.core.dialect.translate;

import java.util.Locale;
import signalbox.core.dialect.neutral.Json;

/// Gemini's own kind of schema, which writes types in capitals. Pure.
final class GeminiSchemas {
    private GeminiSchemas() {}

    /// The schema as JSON Schema writes it.
    static Json lowerCase(Json schema) {
        return switch (schema) {
            case Json.Obj(var fields) -> {
                var lower = Json.object();
                fields.forEach((name, value) -> {
                    boolean type = name.equals("type") && value.isText();
                    lower.put(name, type ? Json.text(value.text().toLowerCase(Locale.ROOT)) : lowerCase(value));
                });
                yield lower;
            }
            case Json.Arr(var values) -> {
                var lower = Json.array();
                values.forEach(value -> lower.add(lowerCase(value)));
                yield lower;
            }
            default -> schema;
        };
    }
}
