package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import signalbox.core.Repricing;
import signalbox.core.policy.Counter;
import signalbox.core.policy.RateName;
import signalbox.core.price.PriceBook;
import signalbox.core.price.PriceImport;
import signalbox.core.price.PriceProposal;
import signalbox.core.price.PriceRecord;
import signalbox.core.price.Usd;

/// Prices as JSON. Rates are decimals in strings as they are published (dollars per million tokens, per thousand calls,
/// per call), amounts integers of nano-dollars. Pure.
public final class PriceReport {
    private PriceReport() {}

    /// The records of a book that hold at an instant.
    ///
    /// @param vendor only of this one; empty for all
    /// @param model only of this one; empty for all
    public static void list(OutputStream out, PriceBook book, String vendor, String model, Instant at)
            throws IOException {
        var records =
                book.records().stream()
                        .filter(price -> vendor.isEmpty() || price.vendor().equals(vendor))
                        .filter(price -> model.isEmpty() || price.model().equals(model))
                        .filter(price -> !at.isBefore(price.from()) && at.isBefore(price.to()))
                        .toList();
        JsonLine.write(
                out,
                json -> {
                    json.writeStringField("price_table", book.asOf());
                    json.writeStringField("at", at.toString());
                    records(json, "prices", records);
                });
    }

    static void records(OutputStream out, List<PriceRecord> records) throws IOException {
        JsonLine.write(out, json -> records(json, "prices", records));
    }

    /// @param applied the revision; 0 when it was only shown
    static void proposal(OutputStream out, PriceProposal proposal, long applied) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeNumberField("revision", applied);
                    records(json, "added", proposal.diff().added());
                    json.writeArrayFieldStart("changed");
                    for (var change : proposal.diff().changed()) {
                        json.writeStartObject();
                        json.writeFieldName("before");
                        record(json, change.before());
                        json.writeFieldName("after");
                        record(json, change.after());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    records(json, "removed", proposal.diff().removed());
                    problems(json, proposal.problems());
                });
    }

    private static void problems(JsonGenerator json, List<PriceImport.Problem> problems) throws IOException {
        json.writeArrayFieldStart("left_out");
        for (var problem : problems) {
            json.writeStartObject();
            json.writeStringField("row", problem.row());
            json.writeStringField("reason", problem.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void repricing(OutputStream out, Repricing preview, boolean applied) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeBooleanField("applied", applied);
                    json.writeStringField("from", preview.from().toString());
                    json.writeStringField("to", preview.to().toString());
                    json.writeNumberField("looked_at", preview.looked());
                    json.writeNumberField("differing", preview.attempts().size());
                    json.writeNumberField("added_nanos", preview.addedNanos());
                    json.writeArrayFieldStart("models");
                    for (var model : preview.models()) {
                        json.writeStartObject();
                        json.writeStringField("target", model.provider() + "/" + model.model());
                        json.writeNumberField("attempts", model.attempts());
                        json.writeNumberField("before_nanos", model.before());
                        json.writeNumberField("after_nanos", model.after());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("skipped");
                    for (var reason : preview.skipped().entrySet()) {
                        json.writeNumberField(reason.getKey(), reason.getValue());
                    }
                    json.writeEndObject();
                });
    }

    static void changes(OutputStream out, List<String> changes) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeArrayFieldStart("changes");
                    for (String change : changes) {
                        json.writeString(change);
                    }
                    json.writeEndArray();
                });
    }

    private static void records(JsonGenerator json, String name, List<PriceRecord> records) throws IOException {
        json.writeArrayFieldStart(name);
        for (PriceRecord price : records) {
            record(json, price);
        }
        json.writeEndArray();
    }

    static void record(JsonGenerator json, PriceRecord price) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", price.id());
        json.writeStringField("vendor", price.vendor());
        json.writeStringField("model", price.model());
        json.writeStringField("from", price.from().equals(Instant.MIN) ? "" : price.from().toString());
        json.writeStringField("to", price.to().equals(Instant.MAX) ? "" : price.to().toString());
        json.writeStringField("hours", price.hours().toString());
        json.writeStringField("tier", price.tier());
        json.writeStringField("geo", price.geo());
        json.writeStringField("over", price.over().toString());
        json.writeObjectFieldStart("rates");
        for (Map.Entry<Counter, Long> rate : price.rates().entrySet()) {
            json.writeStringField(
                    RateName.of(rate.getKey()), Usd.plain(rate.getValue(), RateName.places(rate.getKey())));
        }
        json.writeEndObject();
        json.writeStringField("source", price.source());
        json.writeStringField("source_date", price.sourceDate());
        json.writeStringField("confidence", price.confidence().id());
        json.writeStringField("note", price.note());
        json.writeEndObject();
    }
}
