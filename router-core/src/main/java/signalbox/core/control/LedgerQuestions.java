package signalbox.core.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import signalbox.core.BudgetExplanation;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.budget.Bump;
import signalbox.core.budget.OpenHolds;
import signalbox.core.ledger.BudgetWindow;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Measure;

/// Questions to the ledger beyond single calls, and reviews. Each result is one JSON document on a line; amounts are in
/// the budget's unit, costs in nano-dollars. Thread-safe.
final class LedgerQuestions {
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final int ROWS = 50;
    private static final int MOST_ROWS = 10_000;

    private final Router router;

    LedgerQuestions(Router router) {
        this.router = router;
    }

    ControlCommands.Result explainBudget(Map<String, String> request) throws RouterException {
        BudgetExplanation explained =
                router.explainBudget(
                        request.getOrDefault("budget", ""), time(request.getOrDefault("at", "")), limit(request));
        return document(json -> write(json, explained));
    }

    ControlCommands.Result incidents(Map<String, String> request) throws RouterException {
        int limit = limit(request);
        flush();
        return document(json -> write(json, router.ledger().incidents(limit)));
    }

    ControlCommands.Result unreviewed(Map<String, String> request) throws RouterException {
        int limit = limit(request);
        flush();
        return document(json -> {
            json.writeStartArray();
            for (Ledger.Unreviewed each : router.ledger().unreviewed(limit)) {
                write(json, each);
            }
            json.writeEndArray();
        });
    }

    ControlCommands.Result review(Map<String, String> request, String actor) throws RouterException {
        String call = request.getOrDefault("call", "");
        long added =
                router.settleReviewed(
                        callId(call), attempt(request), cost(request), actor, request.getOrDefault("reason", ""));
        return document(json -> {
            json.writeStartObject();
            json.writeStringField("reviewed", call);
            json.writeNumberField("added_nanos", added);
            json.writeEndObject();
        });
    }

    private interface Document {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static ControlCommands.Result document(Document document) {
        return out -> {
            try (JsonGenerator json = JSON.createGenerator(out)) {
                document.writeTo(json);
                json.writeRaw('\n');
            }
        };
    }

    private static void write(JsonGenerator json, BudgetExplanation explained) throws IOException {
        BudgetWindow ledger = explained.ledger();
        json.writeStartObject();
        json.writeStringField("name", explained.budget().name());
        json.writeStringField("measure", word(explained.budget().measure()));
        json.writeBooleanField("practice", explained.practice());
        json.writeStringField("window_start", explained.windowStart().toString());
        json.writeStringField("window_end", explained.windowEnd().toString());
        json.writeNumberField("charged", ledger.charged());
        json.writeNumberField("calls", ledger.calls());
        json.writeNumberField("escrow_moved", ledger.moved());
        json.writeNumberField("lifted", ledger.lifted());
        if (explained.counters().isPresent()) {
            var counters = explained.counters().get();
            json.writeNumberField("spent", counters.spent());
            json.writeNumberField("unrecorded", counters.unrecorded());
            json.writeNumberField("held", counters.held());
            json.writeNumberField("holds", counters.holds());
            json.writeNumberField("unreported", counters.unreported());
            json.writeNumberField("cap", explained.budget().cap());
        }
        json.writeNumberField("difference", explained.difference());
        holds(json, explained.holds());
        bumps(json, explained.bumps());
        json.writeArrayFieldStart("rows");
        for (BudgetWindow.Posting posting : ledger.newest()) {
            write(json, posting);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void holds(JsonGenerator json, OpenHolds holds) throws IOException {
        json.writeArrayFieldStart("held_by");
        for (OpenHolds.OpenHold hold : holds.largest()) {
            json.writeStartObject();
            json.writeStringField("call", CallId.format(hold.call()));
            json.writeStringField("workload", hold.subject().workload());
            json.writeStringField("target", hold.subject().provider() + "/" + hold.subject().model());
            json.writeNumberField("amount", hold.amount());
            json.writeStringField("since", hold.since().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("held_by_more", holds.more());
        json.writeNumberField("held_more", holds.moreAmount());
    }

    private static void bumps(JsonGenerator json, List<Bump> bumps) throws IOException {
        json.writeArrayFieldStart("lifts");
        for (Bump bump : bumps) {
            json.writeStartObject();
            json.writeStringField("kind", word(bump.kind()));
            json.writeNumberField("amount", bump.amount());
            json.writeStringField("actor", bump.actor());
            json.writeStringField("reason", bump.reason());
            json.writeStringField("expires", bump.expires().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, BudgetWindow.Posting posting) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", word(posting.kind()));
        json.writeStringField("call", posting.call() == 0 ? "" : CallId.format(posting.call()));
        json.writeStringField("at", posting.at().toString());
        json.writeNumberField("amount", posting.amount());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<Ledger.Incident> incidents) throws IOException {
        json.writeStartArray();
        for (Ledger.Incident incident : incidents) {
            json.writeStartObject();
            json.writeStringField("at", incident.at().toString());
            json.writeStringField("code", incident.code());
            json.writeStringField("message", incident.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Ledger.Unreviewed each) throws IOException {
        json.writeStartObject();
        json.writeStringField("call", CallId.format(each.call().id()));
        json.writeStringField("at", each.call().at().toString());
        json.writeStringField("workload", each.call().workload());
        json.writeBooleanField("practice", each.call().practice());
        json.writeNumberField("attempt", each.attempt() + 1);
        json.writeStringField("target", each.row().provider() + "/" + each.row().model());
        json.writeStringField("provenance", word(each.row().provenance()));
        json.writeStringField("error", each.row().error());
        json.writeNumberField("cost_nanos", each.costNanos());
        json.writeEndObject();
    }

    static long callId(String call) throws RouterException {
        try {
            return CallId.parse(call);
        } catch (IllegalArgumentException e) {
            throw new RouterException(
                    "bad_call_id", "\"" + call + "\" is no call id; one is c and 12 letters or digits.", e);
        }
    }

    static Optional<Instant> time(String text) throws RouterException {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
        } catch (DateTimeParseException e) {
            throw new RouterException(
                    "bad_time", "\"" + text + "\" is not a time; write 2026-11-21 or 2026-11-21T08:00:00Z (UTC).", e);
        }
    }

    private static int limit(Map<String, String> request) throws RouterException {
        OptionalInt limit = whole(request, "limit");
        if (limit.isPresent() && (limit.getAsInt() < 1 || limit.getAsInt() > MOST_ROWS)) {
            throw new RouterException("bad_number", "Ask for 1 to " + MOST_ROWS + " rows.");
        }
        return limit.orElse(ROWS);
    }

    /// People count attempts from 1.
    private static OptionalInt attempt(Map<String, String> request) throws RouterException {
        OptionalInt attempt = whole(request, "attempt");
        return attempt.isEmpty() ? attempt : OptionalInt.of(attempt.getAsInt() - 1);
    }

    private static OptionalInt whole(Map<String, String> request, String field) throws RouterException {
        String text = request.getOrDefault(field, "");
        try {
            return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new RouterException("bad_number", "\"" + text + "\" is no whole number.", e);
        }
    }

    private static OptionalLong cost(Map<String, String> request) throws RouterException {
        String text = request.getOrDefault("cost", "");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            Amount cost = Amount.parse(text);
            if (cost.measure() != Measure.MONEY) {
                throw new RouterException("bad_amount", "\"" + text + "\" is not money; write $0.05.");
            }
            return OptionalLong.of(cost.units());
        } catch (IllegalArgumentException e) {
            throw new RouterException("bad_amount", e.getMessage() + ".", e);
        }
    }

    private void flush() throws RouterException {
        try {
            router.ledger().flush();
        } catch (IllegalStateException e) {
            throw new RouterException("ledger_unavailable", "The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
