package signalbox.app.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Puts a few settings into the text of a tool's own configuration and leaves everything else as it was said. Pure;
/// doing it twice changes nothing more.
final class Edits {
    static final String BEGIN = "# >>> signalbox >>>";
    static final String END = "# <<< signalbox <<<";

    private static final JsonFactory JSON = new JsonFactory();

    /// A number as it was written, so that none loses digits.
    private record Figure(String text) {}

    private Edits() {}

    /// Sets variables in the object `env` of a JSON file, the way Claude Code reads them.
    ///
    /// @throws IOException when the text is no JSON object
    static String jsonEnv(String before, Map<String, String> variables) throws IOException {
        Map<String, Object> root = before.isBlank() ? new LinkedHashMap<>() : object(before);
        var env = new LinkedHashMap<String, Object>();
        if (root.get("env") instanceof Map<?, ?> old) {
            old.forEach((name, value) -> env.put(name.toString(), value));
        } else if (root.containsKey("env")) {
            throw new IOException("env is no object");
        }
        env.putAll(variables);
        root.put("env", env);
        return written(root);
    }

    /// Sets one key of the top level of a TOML file and puts a table of its own at the end, in place of one of that
    /// name.
    ///
    /// @param value as TOML writes it
    static String toml(String before, String key, String value, String table, Map<String, String> fields) {
        var top = new ArrayList<String>();
        var rest = new ArrayList<String>();
        boolean inTable = false;
        boolean dropping = false;
        for (String line : before.lines().toList()) {
            if (line.strip().startsWith("[")) {
                inTable = true;
                dropping = line.strip().equals("[" + table + "]");
            }
            if (!dropping && !(!inTable && line.matches("\\s*" + key + "\\s*=.*"))) {
                (inTable ? rest : top).add(line);
            }
        }
        trimEnd(top);
        trimEnd(rest);
        top.add(key + " = " + value);
        var text = new StringBuilder(String.join("\n", top)).append("\n\n");
        if (!rest.isEmpty()) {
            text.append(String.join("\n", rest)).append("\n\n");
        }
        text.append('[').append(table).append("]\n");
        fields.forEach((name, said) -> text.append(name).append(" = ").append(said).append('\n'));
        return text.toString();
    }

    /// Sets exported variables in a shell profile, between two marks.
    static String profile(String before, List<String> lines) {
        var kept = new ArrayList<String>();
        boolean ours = false;
        for (String line : before.lines().toList()) {
            ours |= line.equals(BEGIN);
            if (!ours) {
                kept.add(line);
            }
            ours &= !line.equals(END);
        }
        trimEnd(kept);
        String own = BEGIN + "\n" + String.join("\n", lines) + "\n" + END + "\n";
        return kept.isEmpty() ? own : kept.stream().collect(Collectors.joining("\n", "", "\n\n")) + own;
    }

    private static void trimEnd(List<String> lines) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
    }

    private static Map<String, Object> object(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            var root = fields(json);
            if (json.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
            return root;
        }
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> fields(json);
            case START_ARRAY -> items(json);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Figure(json.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    private static Map<String, Object> fields(JsonParser json) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value(json));
        }
        return fields;
    }

    private static List<Object> items(JsonParser json) throws IOException {
        var items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(json));
        }
        return items;
    }

    private static String written(Object root) throws IOException {
        var text = new StringWriter();
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.setPrettyPrinter(printer);
            write(json, root);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> fields -> {
                json.writeStartObject();
                for (var field : fields.entrySet()) {
                    json.writeFieldName(field.getKey().toString());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            case List<?> items -> {
                json.writeStartArray();
                for (Object item : items) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case Figure(String text) -> json.writeNumber(text);
            case Boolean flag -> json.writeBoolean(flag);
            case null -> json.writeNull();
            default -> json.writeString(value.toString());
        }
    }
}
