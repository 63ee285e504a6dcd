package signalbox.core.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import signalbox.core.policy.Model;
import signalbox.core.policy.Wire;

/// The working of one call's cost, for people and for programs: counters, rates with the records they come from, and
/// the sum. Pure.
///
/// @param usage the counters; empty when the usage could not be read
/// @param cost list price of the call; empty when it cannot be told
/// @param flags findings of reading and pricing, comma separated; empty when clean
/// @param asOf day of the price table
public record CostReport(
        String vendor,
        Wire wire,
        String model,
        Instant at,
        Optional<Usage> usage,
        Optional<PriceBook.Cost> cost,
        String flags,
        String asOf) {
    /// Prices one call from the usage its provider reported.
    ///
    /// @param tier the service tier the answer named beside its usage; empty when it named none
    /// @param usageJson the usage objects in wire order
    public static CostReport of(
            PriceBook prices, String vendor, Wire wire, Model model, Instant at, String tier, List<String> usageJson) {
        var reading = UsageReader.read(wire, vendor, usageJson);
        var usage = reading.map(UsageReader.Reading::usage).map(read -> tier.isEmpty() ? read : read.withTier(tier));
        var cost = usage.flatMap(used -> prices.cost(vendor, model, used, at));
        var flags =
                Flags.join(
                        reading.map(UsageReader.Reading::flags).orElse(""), cost.map(PriceBook.Cost::flags).orElse(""));
        return new CostReport(vendor, wire, model.id(), at, usage, cost, flags, prices.asOf());
    }

    /// Why there is no cost: `unreadable_usage` or `unknown_price`; empty when there is one.
    public String code() {
        return usage.isEmpty() ? "unreadable_usage" : cost.isEmpty() ? "unknown_price" : "";
    }

    /// The sentence that goes with [#code()].
    public String problem() {
        return switch (code()) {
            case "unreadable_usage" ->
                    "This is not a usage object of the %s format. Paste it alone, as the provider sent it."
                            .formatted(wire.id());
            case "unknown_price" ->
                    """
                    No price is known for %s of %s at that time, in that tier or for one of these counters. \
                    Give the model your own rates, or import a price table.\
                    """
                            .formatted(model, vendor);
            default -> "";
        };
    }

    /// A small table for a terminal; ends with a line break.
    public String text() {
        var text = new StringBuilder();
        line(text, "%s/%s, %s usage, %s", vendor, model, wire.id(), at);
        usage.ifPresent(
                used -> used.counts().forEach((counter, units) -> line(text, "  %-18s %,15d", counter.id(), units)));
        if (cost.isEmpty()) {
            line(text, "%s (%s)", problem(), code());
            return text.toString();
        }
        line(text, "rates");
        for (var priced : cost.get().lines()) {
            line(text, "  %-18s %s  %s", priced.counter().id(), rate(priced), priced.priceId());
        }
        line(text, "cost  $%s (%,d nano-dollars)", usd(), cost.get().nanos());
        line(text, "price table of %s%s", asOf, flags.isEmpty() ? "" : "; flags: " + flags);
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String usd() {
        return Usd.plain(cost.orElseThrow().nanos(), 9);
    }

    private static String rate(PriceBook.Line line) {
        if (line.counter().tokens()) {
            return "$" + Usd.plain(line.picoPerUnit(), Usd.PER_MILLION) + " per million tokens";
        }
        return "$" + Usd.plain(line.picoPerUnit(), Usd.PICO) + " each";
    }

    /// One JSON object; amounts are integers, and `usd` is a decimal in a string.
    public String json() {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("vendor", vendor);
            json.writeStringField("wire", wire.id());
            json.writeStringField("model", model);
            json.writeStringField("at", at.toString());
            json.writeStringField("price_table", asOf);
            if (usage.isPresent()) {
                write(usage.get(), json);
            }
            if (cost.isPresent()) {
                write(cost.get(), json);
            } else {
                json.writeStringField("code", code());
                json.writeStringField("message", problem());
            }
            json.writeStringField("flags", flags);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Usage usage, JsonGenerator json) throws IOException {
        json.writeStringField("tier", usage.tierServed());
        json.writeStringField("geo", usage.geo());
        json.writeNumberField("prompt_total", usage.promptTotal());
        json.writeObjectFieldStart("counters");
        for (var count : usage.counts().entrySet()) {
            json.writeNumberField(count.getKey().id(), count.getValue());
        }
        json.writeEndObject();
    }

    private void write(PriceBook.Cost charged, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("lines");
        for (var line : charged.lines()) {
            json.writeStartObject();
            json.writeStringField("counter", line.counter().id());
            json.writeNumberField("units", line.units());
            json.writeNumberField("pico_per_unit", line.picoPerUnit());
            json.writeStringField("price_id", line.priceId());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("nanos", charged.nanos());
        json.writeStringField("usd", usd());
        json.writeStringField("price_ids", charged.priceIds());
    }
}
