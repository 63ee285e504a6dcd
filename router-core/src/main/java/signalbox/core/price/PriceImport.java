package signalbox.core.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Brings price tables in from outside. Nothing takes effect by importing: the result is shown with its [PriceDiff] and
/// signed off by the operator.
public final class PriceImport {
    private PriceImport() {}

    /// @param records the rows that are good and do not contradict one another
    /// @param problems every row that was left out, and why; empty when the whole table is good
    public record Result(List<PriceRecord> records, List<Problem> problems) {
        public Result {
            records = List.copyOf(records);
            problems = List.copyOf(problems);
        }
    }

    /// @param row where: `line 12`, a model's key, `header` or `file`
    /// @param reason what is wrong with it, as a short plain clause
    public record Problem(String row, String reason) {}

    /// Reads Signalbox's own layout ([PriceCsv]). Records that overlap with one another are refused.
    public static Result csv(String text) {
        return withoutClashes(PriceCsv.parse(text));
    }

    /// Reads the layout of LiteLLM's `model_prices_and_context_window.json` ([LiteLlmPrices]).
    ///
    /// @param from when the prices start to hold
    /// @param sourceDate ISO 8601 day of the file
    public static Result liteLlm(String json, Instant from, String sourceDate) {
        return withoutClashes(LiteLlmPrices.parse(json, from, sourceDate));
    }

    /// Reads a table of either layout. A record that names no start begins now, one that names no source has the
    /// table's name.
    ///
    /// @param name what the operator calls the table
    public static Result table(String text, String name, Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        var read = text.stripLeading().startsWith("{") ? liteLlm(text, now, day) : csv(text);
        var dated = read.records().stream().map(price -> dated(price, now, name, day)).toList();
        return withoutClashes(new Result(dated, read.problems()));
    }

    private static PriceRecord dated(PriceRecord price, Instant now, String name, String day) {
        var started = price.from().equals(Instant.MIN) ? price.starting(now) : price;
        return started.source().isEmpty() ? started.sourced(name, day) : started;
    }

    /// A book's records with imported ones on top: where an imported record overlaps with one for the same conditions,
    /// the older one ends when it starts, and what it covers whole is gone. History before an import never changes, and
    /// an imported record that says what the book already says is left out.
    public static List<PriceRecord> revise(List<PriceRecord> book, List<PriceRecord> imported) {
        return overlay(book, news(book, imported));
    }

    /// The imported records that say something the book does not.
    public static List<PriceRecord> news(List<PriceRecord> book, List<PriceRecord> imported) {
        var known = byModel(book);
        return imported.stream().filter(price -> of(known, price).stream().noneMatch(old -> says(old, price))).toList();
    }

    /// The lower records wherever no upper one is for the same thing at the same time, and the upper ones.
    static List<PriceRecord> overlay(List<PriceRecord> lower, List<PriceRecord> upper) {
        var above = byModel(upper);
        var all = new ArrayList<PriceRecord>(lower.size() + upper.size());
        for (var old : lower) {
            var parts = List.of(old);
            for (var change : of(above, old)) {
                parts = parts.stream().flatMap(part -> rest(part, change).stream()).toList();
            }
            all.addAll(parts);
        }
        all.addAll(upper);
        return List.copyOf(all);
    }

    static Map<String, List<PriceRecord>> byModel(List<PriceRecord> records) {
        return records.stream().collect(Collectors.groupingBy(price -> price.vendor() + "/" + price.model()));
    }

    static List<PriceRecord> of(Map<String, List<PriceRecord>> byModel, PriceRecord price) {
        return byModel.getOrDefault(price.vendor() + "/" + price.model(), List.of());
    }

    private static boolean says(PriceRecord old, PriceRecord price) {
        return old.sameSlot(price)
                && old.hours().equals(price.hours())
                && old.over().equals(price.over())
                && old.rates().equals(price.rates())
                && !price.from().isBefore(old.from())
                && !old.to().isBefore(price.to());
    }

    private static List<PriceRecord> rest(PriceRecord old, PriceRecord change) {
        if (!old.clashes(change)) {
            return List.of(old);
        }
        var rest = new ArrayList<PriceRecord>(2);
        if (old.from().isBefore(change.from())) {
            rest.add(old.until(change.from()));
        }
        if (change.to().isBefore(old.to())) {
            rest.add(old.since(change.to()));
        }
        return rest;
    }

    private static Result withoutClashes(Result parsed) {
        var problems = new ArrayList<>(parsed.problems());
        var refused = new HashSet<PriceRecord>();
        for (var clash : PriceClash.all(parsed.records())) {
            problems.add(new Problem(clash.later().id(), clash.message()));
            refused.add(clash.earlier());
            refused.add(clash.later());
        }
        var good = parsed.records().stream().filter(price -> !refused.contains(price)).toList();
        return new Result(good, problems);
    }
}
