package signalbox.core.price;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Reads comma-separated values (RFC 4180: quotes, doubled quotes, line breaks inside quotes) with a header line. Empty
/// lines and lines that start with `#` are skipped.
final class Csv {
    private final String text;
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text;
    }

    /// Hands every row below the header to `row` with its line number, as a map by column name. A row that is longer
    /// than the header, or shorter, keeps what it has.
    ///
    /// @return the column names; empty when there is no header
    /// @throws IllegalArgumentException when a quote is never closed
    static List<String> read(String text, BiConsumer<Integer, Map<String, String>> row) {
        var csv = new Csv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<String> header = List.of();
        while (csv.at < csv.text.length()) {
            int start = csv.line;
            if (csv.skipped()) {
                continue;
            }
            var fields = csv.row();
            if (header.isEmpty()) {
                header = List.copyOf(fields);
            } else {
                row.accept(start, byName(header, fields));
            }
        }
        return header;
    }

    /// One field, quoted when it must be.
    static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain && !field.startsWith("#") ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static Map<String, String> byName(List<String> header, List<String> fields) {
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            named.put(header.get(i), i < fields.size() ? fields.get(i).strip() : "");
        }
        return named;
    }

    private boolean skipped() {
        char first = text.charAt(at);
        if (first != '#' && first != '\n' && first != '\r') {
            return false;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        line++;
        return true;
    }

    private List<String> row() {
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quotedField() : plainField());
            if (at >= text.length()) {
                return fields;
            }
            char end = text.charAt(at++);
            if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                end = text.charAt(at++);
            }
            if (end != ',') {
                line++;
                return fields;
            }
        }
    }

    private String plainField() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quotedField() {
        var field = new StringBuilder();
        int opened = line;
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                return field.append(plainField()).toString();
            }
        }
        throw new IllegalArgumentException("line " + opened + ": a quote is never closed");
    }
}
