package signalbox.core.dialect.translate;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import signalbox.core.dialect.neutral.Json;

/// JSON Schemas as the formats want them. Pure; a schema given is never changed.
final class Schemas {
    /// Bounds that Anthropic's structured outputs refuse.
    private static final Set<String> BOUNDS =
            Set.of(
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties");

    /// Names whose fields are names of the schema's author, each with a schema behind it.
    private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions", "patternProperties");

    /// Names whose values are data.
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples", "required");

    private static final Set<String> SAYS_NOTHING = Set.of("type", "title", "description", "$schema", "$id");

    private Schemas() {}

    /// A schema of a tool's arguments: always one of an object.
    static Json arguments(Json schema) {
        if (schema == null) {
            return Json.typed("object").put("properties", Json.object());
        }
        if (schema.get("type").text().equals("object")) {
            return schema;
        }
        var typed = Json.typed("object");
        schema.members()
                .forEach((name, value) -> {
                    if (!name.equals("type")) {
                        typed.put(name, value);
                    }
                });
        return typed;
    }

    /// Whether a call can have arguments at all; one without a schema has none.
    static boolean takesAny(Json schema) {
        return schema != null
                && schema.members().entrySet().stream()
                        .filter(field -> !SAYS_NOTHING.contains(field.getKey()))
                        .anyMatch(field ->
                                field.getValue().flag()
                                        || field.getValue().isText()
                                        || !field.getValue().members().isEmpty()
                                        || !field.getValue().items().isEmpty());
    }

    /// Closes every object to further fields and takes away bounds on numbers and lengths.
    static Json closed(Json schema) {
        return switch (schema) {
            case Json.Obj(var fields) -> {
                var closed = Json.object();
                fields.forEach((name, value) -> {
                    if (!BOUNDS.contains(name)) {
                        closed.put(name, DATA.contains(name) ? value : below(name, value));
                    }
                });
                if (isObject(schema)) {
                    closed.put("additionalProperties", false);
                }
                yield closed;
            }
            case Json.Arr(var values) -> {
                var closed = Json.array();
                values.forEach(value -> closed.add(closed(value)));
                yield closed;
            }
            default -> schema;
        };
    }

    private static Json below(String name, Json value) {
        if (!NAMED.contains(name)) {
            return closed(value);
        }
        var named = Json.object();
        value.members().forEach((field, schema) -> named.put(field, closed(schema)));
        return named;
    }

    /// Whether [#closed] takes something away that the schema asks for.
    static boolean bounded(Json schema) {
        return switch (schema) {
            case Json.Obj(var fields) ->
                    fields.entrySet().stream()
                            .anyMatch(field ->
                                    BOUNDS.contains(field.getKey())
                                            || NAMED.contains(field.getKey())
                                                    && field.getValue().members().values().stream()
                                                            .anyMatch(Schemas::bounded)
                                            || !NAMED.contains(field.getKey())
                                                    && !DATA.contains(field.getKey())
                                                    && bounded(field.getValue()));
            case Json.Arr(var values) -> values.stream().anyMatch(Schemas::bounded);
            default -> false;
        };
    }

    /// Whether OpenAI's strict mode takes the schema: every object closed, and all of its fields required.
    static boolean openAiStrict(Json schema) {
        return switch (schema) {
            case Json.Obj(Map<String, Json> fields) -> {
                boolean fits = true;
                if (isObject(schema)) {
                    Set<String> required =
                            schema.get("required").items().stream().map(Json::text).collect(Collectors.toSet());
                    fits =
                            schema.get("additionalProperties").equals(new Json.Bool(false))
                                    && required.containsAll(schema.get("properties").members().keySet());
                }
                yield fits
                        && fields.entrySet().stream()
                                .filter(field -> !DATA.contains(field.getKey()))
                                .allMatch(field -> strictBelow(field.getKey(), field.getValue()));
            }
            case Json.Arr(var values) -> values.stream().allMatch(Schemas::openAiStrict);
            default -> true;
        };
    }

    private static boolean strictBelow(String name, Json value) {
        return NAMED.contains(name)
                ? value.members().values().stream().allMatch(Schemas::openAiStrict)
                : openAiStrict(value);
    }

    private static boolean isObject(Json schema) {
        Json type = schema.get("type");
        return type.text().equals("object")
                || schema.get("properties") instanceof Json.Obj
                || type.items().stream().anyMatch(one -> one.text().equals("object"));
    }
}
