package signalbox.app.text;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Comma-separated values (RFC 4180). Thread-safe.
public final class Csv {
    private Csv() {}

    /// One row with its line end; values are quoted where they must be.
    public static String row(String... values) {
        return Stream.of(values).map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        // a spreadsheet would run what begins like a formula; a figure below zero is none
        boolean formula =
                !value.isEmpty() && "=+-@\t".indexOf(value.charAt(0)) >= 0 && !value.matches("-[0-9]+(\\.[0-9]+)?");
        String safe = formula ? "'" + value : value;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
