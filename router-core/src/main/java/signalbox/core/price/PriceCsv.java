package signalbox.core.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import signalbox.core.policy.Counter;

/// Signalbox's own price table layout: CSV with the columns of [#COLUMNS], one row a record. The head of the shipped
/// `prices.csv` documents every column. Rates are USD per million tokens, calls USD per thousand, the fee USD per call.
public final class PriceCsv {
    private static final Map<String, Counter> TOKEN_RATES = tokenRates();
    private static final Map<String, Counter> CALL_RATES =
            Map.of("web_search_per_1k", Counter.WEB_SEARCH_CALLS, "tool_call_per_1k", Counter.OTHER_TOOL_CALLS);
    private static final String FEE = "fee_per_call";

    /// The columns, in the order they are written.
    public static final List<String> COLUMNS =
            List.of(
                    ("vendor model from to utc_from utc_to tier geo over over_op in cache_read cache_write_5m"
                         + " cache_write_1h out reasoning audio_in audio_out image_in image_out web_search_per_1k"
                         + " tool_call_per_1k fee_per_call source source_date confidence note")
                            .split(" "));

    private static final Set<String> REQUIRED = Set.of("vendor", "model", "in", "out");

    private PriceCsv() {}

    /// Parses a table. Bad rows are reported, not thrown; the good ones are kept.
    public static PriceImport.Result parse(String text) {
        var records = new ArrayList<PriceRecord>();
        var problems = new ArrayList<PriceImport.Problem>();
        List<String> header;
        try {
            header =
                    Csv.read(
                            text,
                            (line, row) -> {
                                try {
                                    records.add(parse(row));
                                } catch (IllegalArgumentException e) {
                                    problems.add(new PriceImport.Problem("line " + line, e.getMessage()));
                                }
                            });
        } catch (IllegalArgumentException e) {
            problems.add(new PriceImport.Problem("file", e.getMessage()));
            return new PriceImport.Result(List.of(), problems);
        }
        var wrong = headerProblem(header);
        return wrong.isEmpty()
                ? new PriceImport.Result(records, problems)
                : new PriceImport.Result(List.of(), List.of(new PriceImport.Problem("header", wrong)));
    }

    /// Writes records as a table that [#parse] reads back to the same records.
    public static String write(List<PriceRecord> records) {
        var text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (var price : records) {
            var row = row(price);
            var fields = new ArrayList<String>();
            COLUMNS.forEach(column -> fields.add(Csv.quoted(row.getOrDefault(column, ""))));
            text.append(String.join(",", fields)).append('\n');
        }
        return text.toString();
    }

    private static String headerProblem(List<String> header) {
        var missing = new TreeSet<>(REQUIRED);
        missing.removeAll(header);
        var unknown = new TreeSet<>(header);
        COLUMNS.forEach(unknown::remove);
        if (!missing.isEmpty()) {
            return "columns are missing: " + String.join(", ", missing);
        }
        return unknown.isEmpty() ? "" : "unknown columns: " + String.join(", ", unknown);
    }

    private static PriceRecord parse(Map<String, String> row) {
        var rates = rates(row);
        if (!rates.containsKey(Counter.IN_TEXT) || !rates.containsKey(Counter.OUT_TEXT)) {
            throw new IllegalArgumentException("in and out must have a price; write 0 where it is really free");
        }
        return new PriceRecord(
                text(row, "vendor"),
                text(row, "model"),
                instant(row, "from", Instant.MIN),
                instant(row, "to", Instant.MAX),
                hours(text(row, "utc_from"), text(row, "utc_to")),
                text(row, "tier").equals("standard") ? "" : text(row, "tier"),
                text(row, "geo"),
                threshold(text(row, "over"), text(row, "over_op")),
                rates,
                text(row, "source"),
                text(row, "source_date"),
                text(row, "confidence").isEmpty() ? Confidence.IMPORTED : Confidence.of(text(row, "confidence")),
                text(row, "note"));
    }

    private static Map<Counter, Long> rates(Map<String, String> row) {
        var rates = new EnumMap<Counter, Long>(Counter.class);
        TOKEN_RATES.forEach((column, counter) -> rate(row, column, counter, Usd.PER_MILLION, rates));
        CALL_RATES.forEach((column, counter) -> rate(row, column, counter, Usd.PER_THOUSAND, rates));
        rate(row, FEE, Counter.FIXED_FEE, Usd.PICO, rates);
        return rates;
    }

    private static void rate(
            Map<String, String> row, String column, Counter counter, int places, Map<Counter, Long> rates) {
        var amount = text(row, column);
        if (amount.isEmpty()) {
            return;
        }
        try {
            rates.put(counter, RateBounds.checked(counter, Usd.exact(amount, places)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(column + ": " + e.getMessage(), e);
        }
    }

    private static Instant instant(Map<String, String> row, String column, Instant open) {
        var text = text(row, column);
        if (text.isEmpty()) {
            return open;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(column + ": not a date like 2026-08-17: " + text, e);
        }
    }

    private static UtcWindow hours(String from, String to) {
        if (from.isEmpty() && to.isEmpty()) {
            return UtcWindow.ALL_DAY;
        }
        int end = to.equals("24:00") ? 1440 : minute(to);
        return new UtcWindow(minute(from), end);
    }

    private static int minute(String clock) {
        try {
            return LocalTime.parse(clock).toSecondOfDay() / 60;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("daily hours: not a time like 01:00: " + clock, e);
        }
    }

    private static PriceRecord.Threshold threshold(String over, String op) {
        if (over.isEmpty()) {
            return PriceRecord.Threshold.NONE;
        }
        if (!over.matches("[1-9][0-9]{0,11}") || !op.equals(">") && !op.equals(">=")) {
            throw new IllegalArgumentException("over is a number of tokens and over_op is > or >=");
        }
        return new PriceRecord.Threshold(Long.parseLong(over), op.equals(">="));
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static Map<String, String> row(PriceRecord price) {
        var row = new LinkedHashMap<String, String>();
        row.put("vendor", price.vendor());
        row.put("model", price.model());
        row.put("from", date(price.from(), Instant.MIN));
        row.put("to", date(price.to(), Instant.MAX));
        if (!price.hours().allDay()) {
            row.put("utc_from", UtcWindow.clock(price.hours().start()));
            row.put("utc_to", UtcWindow.clock(price.hours().end()));
        }
        row.put("tier", price.tier());
        row.put("geo", price.geo());
        if (!price.over().none()) {
            row.put("over", Long.toString(price.over().tokens()));
            row.put("over_op", price.over().inclusive() ? ">=" : ">");
        }
        amounts(price, row);
        row.put("source", price.source());
        row.put("source_date", price.sourceDate());
        row.put("confidence", price.confidence().id());
        row.put("note", price.note());
        return row;
    }

    private static void amounts(PriceRecord price, Map<String, String> row) {
        TOKEN_RATES.forEach((column, counter) -> amount(price, column, counter, Usd.PER_MILLION, row));
        CALL_RATES.forEach((column, counter) -> amount(price, column, counter, Usd.PER_THOUSAND, row));
        amount(price, FEE, Counter.FIXED_FEE, Usd.PICO, row);
    }

    private static void amount(PriceRecord price, String column, Counter counter, int places, Map<String, String> row) {
        var rate = price.rates().get(counter);
        if (rate != null) {
            row.put(column, Usd.plain(rate, places));
        }
    }

    private static String date(Instant instant, Instant open) {
        if (instant.equals(open)) {
            return "";
        }
        var time = instant.atOffset(ZoneOffset.UTC);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate().toString() : instant.toString();
    }

    private static Map<String, Counter> tokenRates() {
        var rates = new LinkedHashMap<String, Counter>();
        rates.put("in", Counter.IN_TEXT);
        rates.put("cache_read", Counter.CACHE_READ);
        rates.put("cache_write_5m", Counter.CACHE_WRITE_5M);
        rates.put("cache_write_1h", Counter.CACHE_WRITE_1H);
        rates.put("out", Counter.OUT_TEXT);
        rates.put("reasoning", Counter.OUT_REASON);
        rates.put("audio_in", Counter.IN_AUDIO);
        rates.put("audio_out", Counter.OUT_AUDIO);
        rates.put("image_in", Counter.IN_IMAGE);
        rates.put("image_out", Counter.OUT_IMAGE);
        return rates;
    }
}
