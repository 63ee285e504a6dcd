package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Measure;

/// Plans and past calls as lines for people, from their JSON. Pure.
final class CallText {
    private CallText() {}

    static String plan(String json) throws IOException {
        var plan = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        text.append("Workload %s, %s\n".formatted(plan.get("workload"), plan.get("wire")));
        int place = 0;
        for (Object item : (List<?>) plan.get("attempts")) {
            var attempt = (Map<?, ?>) item;
            text.append(
                    "  %d. %s (%s), at most %s output tokens, about %s and at most %s\n"
                            .formatted(
                                    ++place,
                                    attempt.get("target"),
                                    attempt.get("why"),
                                    attempt.get("output_limit"),
                                    dollars(attempt, "estimate_nanos"),
                                    dollars(attempt, "worst_nanos")));
        }
        if (place == 0) {
            text.append("  refused: ").append(plan.get("refusal")).append('\n');
        }
        steps(text, plan);
        return text.toString();
    }

    static String call(String json) throws IOException {
        var call = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        text.append(
                "%s at %s, workload %s, key %s, %s, model \"%s\", %s%s\n"
                        .formatted(
                                call.get("id"),
                                call.get("at"),
                                call.get("workload"),
                                call.get("key"),
                                call.get("wire"),
                                call.get("asked_model"),
                                call.get("pii"),
                                call.get("practice").equals(true) ? ", practice" : ""));
        text.append(
                "%s%s, status %s, %s ms, cost %s\n"
                        .formatted(
                                call.get("outcome"),
                                bracketed(call.get("code")),
                                call.get("http_status"),
                                call.get("duration_ms"),
                                dollars(call, "cost_nanos")));
        ((List<?>) call.get("attempts")).forEach(attempt -> attempt(text, (Map<?, ?>) attempt));
        ((List<?>) call.get("adjustments")).forEach(adjustment -> adjustment(text, (Map<?, ?>) adjustment));
        steps(text, call);
        return text.toString();
    }

    private static void adjustment(StringBuilder text, Map<?, ?> adjustment) {
        text.append(
                "  %s at %s by %s: attempt %s, %s %s\n"
                        .formatted(
                                adjustment.get("kind"),
                                adjustment.get("at"),
                                adjustment.get("actor"),
                                adjustment.get("attempt"),
                                LedgerText.amount(Measure.MONEY, adjustment.get("cost_nanos")),
                                adjustment.get("reason")));
    }

    private static void attempt(StringBuilder text, Map<?, ?> attempt) {
        text.append(
                "  tried %s: status %s%s, %s ms, cost %s (%s) at %s\n"
                        .formatted(
                                attempt.get("target"),
                                attempt.get("status"),
                                bracketed(attempt.get("error")),
                                attempt.get("duration_ms"),
                                dollars(attempt, "cost_nanos"),
                                attempt.get("provenance"),
                                attempt.get("price_ids")));
        MoneyText.working(text, attempt);
    }

    private static void steps(StringBuilder text, Map<?, ?> from) {
        text.append("why\n");
        for (Object item : (List<?>) from.get("steps")) {
            var step = (Map<?, ?>) item;
            text.append(
                    "  %-8s %-20s %s: %s\n"
                            .formatted(step.get("verdict"), step.get("rule"), step.get("subject"), step.get("detail")));
        }
    }

    private static String bracketed(Object code) {
        return "".equals(code) ? "" : " [" + code + "]";
    }

    private static String dollars(Map<?, ?> from, String field) {
        return new Amount(Measure.MONEY, (Long) from.get(field)).format();
    }
}
