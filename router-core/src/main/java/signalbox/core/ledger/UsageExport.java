package signalbox.core.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import signalbox.core.policy.Counter;

/// A provider's own usage or cost figures, as its console exports them to CSV. Which export a file is is told by its
/// columns; [UsageShape] says which columns are read. Immutable.
///
/// @param source what kind of export it is, for people
/// @param rows what the provider counted; rows without any figure only widen the period
/// @param from first day of the export, in UTC
/// @param to last day, inclusive
public record UsageExport(String source, List<Row> rows, LocalDate from, LocalDate to) {
    private static final int MOST_BLANK = 1 << 16;

    public UsageExport {
        rows = List.copyOf(rows);
    }

    /// @param day in UTC
    /// @param model the model as the provider writes it; empty when the export is not split by model
    /// @param tokens empty when the export has no tokens
    /// @param dollars empty when the export has no money
    /// @param counts the tokens in disjoint counters, where the export splits them so; else empty
    public record Row(
            LocalDate day, String model, OptionalLong tokens, Optional<BigDecimal> dollars, Map<Counter, Long> counts) {
        public Row {
            counts = Map.copyOf(counts);
        }
    }

    /// Reads an export row by row, for whoever goes on after one that is wrong.
    public static final class Rows {
        private final Map<String, Integer> columns;
        private final UsageShape shape;

        /// @throws UsageExportException when these are the columns of no export that is known
        public Rows(List<String> header) throws UsageExportException {
            columns = UsageExport.columns(header);
            shape = UsageShape.of(columns.keySet());
        }

        /// @param number for the message when it is wrong
        public Row row(long number, List<String> fields) throws UsageExportException {
            return shape.row(new UsageLine(number, columns, fields));
        }
    }

    /// Reads a whole export. Commas, semicolons and tabs separate; names of columns may be written with spaces, dashes
    /// or capitals.
    ///
    /// @throws UsageExportException naming the row and what is wrong with it
    public static UsageExport read(Reader text) throws UsageExportException, IOException {
        var in = new BufferedReader(text);
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter(in)).setIgnoreEmptyLines(true).get();
        try (CSVParser parser = CSVParser.parse(in, format)) {
            var lines = parser.iterator();
            if (!lines.hasNext()) {
                throw new UsageExportException(1, "the file is empty");
            }
            CSVRecord header = lines.next();
            Map<String, Integer> columns = columns(header.toList());
            UsageShape shape = UsageShape.of(columns.keySet());
            var rows = new ArrayList<Row>();
            var total = new Total();
            LocalDate from = null;
            LocalDate to = null;
            while (lines.hasNext()) {
                CSVRecord line = lines.next();
                if (line.size() != header.size()) {
                    throw new UsageExportException(
                            parser.getCurrentLineNumber(),
                            "it has " + line.size() + " fields instead of " + header.size());
                }
                Row row = shape.row(new UsageLine(parser.getCurrentLineNumber(), columns, line.toList()));
                from = from == null || row.day().isBefore(from) ? row.day() : from;
                to = to == null || row.day().isAfter(to) ? row.day() : to;
                total.add(row, parser.getCurrentLineNumber());
                rows.add(row);
            }
            if (rows.isEmpty()) {
                throw new UsageExportException(1, "there is no row under the header");
            }
            return new UsageExport(shape.title(), rows, from, to);
        } catch (UncheckedIOException e) {
            throw new UsageExportException(1, "it is no CSV: " + e.getCause().getMessage());
        }
    }

    /// Keeps sums far from where they would no longer fit a `long`.
    private static final class Total {
        private static final BigDecimal MOST_TOKENS = BigDecimal.TEN.pow(18);
        private static final BigDecimal MOST_DOLLARS = BigDecimal.TEN.pow(9);

        private BigDecimal tokens = BigDecimal.ZERO;
        private BigDecimal dollars = BigDecimal.ZERO;

        private void add(Row row, long number) throws UsageExportException {
            tokens = tokens.add(BigDecimal.valueOf(row.tokens().orElse(0)));
            dollars = dollars.add(row.dollars().orElse(BigDecimal.ZERO).abs());
            if (tokens.compareTo(MOST_TOKENS) > 0 || dollars.compareTo(MOST_DOLLARS) > 0) {
                throw new UsageExportException(number, "up to here the figures add up to more than can be");
            }
        }
    }

    private static char delimiter(BufferedReader in) throws IOException {
        in.mark(MOST_BLANK);
        String first = in.readLine();
        in.reset();
        if (first == null || first.indexOf(',') >= 0) {
            return ',';
        }
        return first.indexOf('\t') >= 0 ? '\t' : ';';
    }

    private static Map<String, Integer> columns(List<String> header) throws UsageExportException {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < header.size(); i++) {
            String name = plain(header.get(i));
            if (columns.put(name, i) != null) {
                throw new UsageExportException(1, "the column " + name + " is there twice");
            }
        }
        return columns;
    }

    /// `Usage Date (UTC)` is `usage_date_utc`.
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    }
}
