package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import signalbox.core.budget.Admission;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.WindowSpan;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.DialectError.Type;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;

/// What clients are told when a call is not served, before it is written in their dialect (design.md §9). Pure.
final class Refusals {
    private Refusals() {}

    /// An error with the headers that belong to it.
    ///
    /// @param retryAfter null when trying again by itself cannot help
    record Refusal(DialectError error, Duration retryAfter) {}

    static Refusal malformed(MalformedRequest problem) {
        int status = problem.code().equals("request_too_large") ? 413 : 400;
        Type type = status == 413 ? Type.TOO_LARGE : Type.INVALID_REQUEST;
        return plain(new DialectError(status, type, problem.code(), problem.getMessage(), problem.param(), Map.of()));
    }

    static Refusal workload(String code, String message) {
        return plain(new DialectError(400, Type.INVALID_REQUEST, code, message, "model", Map.of()));
    }

    static Refusal notAllowed(String workload, String key) {
        return plain(
                new DialectError(
                        403,
                        Type.PERMISSION,
                        "workload_not_allowed",
                        "The key " + key + " may not use workload " + workload + ".",
                        "model",
                        details("workload", workload)));
    }

    static Refusal plan(Plan.Refusal refusal, String workload, String pii, Instant now) {
        return switch (refusal.kind()) {
            case UNKNOWN_WORKLOAD ->
                    plain(
                            new DialectError(
                                    404, Type.NOT_FOUND, "unknown_workload", refusal.message(), "model", Map.of()));
            case UNKNOWN_MODEL ->
                    plain(
                            new DialectError(
                                    404, Type.NOT_FOUND, "model_not_found", refusal.message(), "model", Map.of()));
            case INTERLOCK ->
                    plain(
                            new DialectError(
                                    403,
                                    Type.PERMISSION,
                                    "interlock_refused",
                                    "Refused by the interlock: " + refusal.message(),
                                    "",
                                    details("workload", workload, "rule", refusal.rule(), "class", pii)));
            case UNKNOWN_PRICE ->
                    plain(
                            new DialectError(
                                    503,
                                    Type.SERVER,
                                    "unknown_price",
                                    refusal.message(),
                                    "",
                                    details("workload", workload)));
            case CLIENT ->
                    plain(
                            new DialectError(
                                    400, Type.INVALID_REQUEST, "invalid_request", refusal.message(), "", Map.of()));
            case NO_ROUTE ->
                    new Refusal(
                            new DialectError(
                                    503,
                                    Type.OVERLOADED,
                                    "no_route_available",
                                    "No target of workload " + workload + " can serve this call: " + refusal.message(),
                                    "",
                                    details("workload", workload, "rule", refusal.rule())),
                            refusal.retryAt() == null
                                    ? null
                                    : Duration.between(now, refusal.retryAt()).plusMillis(999));
        };
    }

    /// The tripwire found what this workload does not let out.
    static Refusal piiBlocked(List<String> kinds) {
        return plain(
                new DialectError(
                        403,
                        Type.PERMISSION,
                        "pii_blocked",
                        "Refused by the workload's tripwire, which found: "
                                + String.join(", ", kinds)
                                + ". Nothing was sent. Take it out and send the request again.",
                        "",
                        details("kinds", kinds)));
    }

    /// A budget said no.
    static Refusal budget(Admission.Refused refused, String workload, Instant now) {
        BudgetStatus status = refused.status();
        Measure measure = status.budget().measure();
        String code =
                switch (refused.kind()) {
                    case HALTED, DOWNGRADE -> "budget_halted";
                    case BUSY -> "budget_busy";
                    case TOO_LARGE -> "exceeds_budget";
                };
        boolean ends = status.windowEnd().isBefore(WindowSpan.NEVER);
        Duration retryAfter =
                refused.kind() == Admission.Kind.TOO_LARGE || !refused.retryAt().isBefore(WindowSpan.NEVER)
                        ? null
                        : Duration.between(now, refused.retryAt()).plusMillis(999);
        Map<String, Object> details =
                details(
                        "workload", workload,
                        "budget", status.budget().name(),
                        "measure", measure.name().toLowerCase(Locale.ROOT),
                        "cap", status.cap(),
                        "spent", status.spent(),
                        "held", status.held(),
                        "asked", refused.asked(),
                        "resets_at", ends ? status.windowEnd().toString() : null);
        return new Refusal(
                new DialectError(429, Type.RATE_LIMIT, code, sentence(refused, measure), "", details), retryAfter);
    }

    /// Why a budget let one attempt not through, for the explanation of a call: in its own unit, to the last digit.
    static String room(Admission.Refused refused) {
        BudgetStatus status = refused.status();
        Measure measure = status.budget().measure();
        return "budget "
                + status.budget().name()
                + " has "
                + new Amount(measure, status.free()).format()
                + " of "
                + new Amount(measure, status.cap()).format()
                + " free, and the call may need "
                + new Amount(measure, refused.asked()).format();
    }

    private static String resets(BudgetStatus status) {
        return status.windowEnd().isBefore(WindowSpan.NEVER)
                ? "Resets at " + status.windowEnd() + "."
                : "It never resets by itself.";
    }

    private static String sentence(Admission.Refused refused, Measure measure) {
        BudgetStatus status = refused.status();
        String cap = new Amount(measure, status.cap()).format() + " " + window(status) + " cap";
        String spent = new Amount(measure, status.spent()).format();
        String subject = subject(status.budget().scope());
        return switch (refused.kind()) {
            case HALTED, DOWNGRADE ->
                    stopped(status.budget().scope())
                            + " is halted: "
                            + spent
                            + " of its "
                            + cap
                            + " is spent. Paused by the local budget; an operator can unlock it in Signalbox. "
                            + resets(status);
            case BUSY -> "Calls in flight hold what is left of the " + cap + " of " + subject + ". Try again shortly.";
            case TOO_LARGE ->
                    "This call could use "
                            + new Amount(measure, refused.asked()).format()
                            + ", more than the whole "
                            + cap
                            + " of "
                            + subject
                            + ". Ask for fewer output tokens or send less.";
        };
    }

    /// A workload as a whole halts with its own budget; of what other budgets count, it may be only a part.
    private static String stopped(Scope scope) {
        return scope instanceof Scope.OfWorkload(String name) ? "Workload " + name : "The budget of " + subject(scope);
    }

    private static String subject(Scope scope) {
        return switch (scope) {
            case Scope.OfWorkload(String name) -> "workload " + name;
            case Scope.OfKey(String name) -> "app key " + name;
            case Scope.OfTeam(String team) -> "team " + team;
            case Scope.OfProvider(String name) -> "provider " + name;
            case Scope.OfModel(String provider, String model) -> "model " + provider + "/" + model;
            case Scope.Everything() -> "everything";
        };
    }

    private static String window(BudgetStatus status) {
        return switch (status.budget().window()) {
            case HOUR -> "hourly";
            case DAY -> "daily";
            case WEEK -> "weekly";
            case MONTH -> "monthly";
            case LIFETIME -> "lifetime";
        };
    }

    /// The output limit leaves no room for the reasoning that the request asks for.
    static Refusal limitTooLow(int limit, int least) {
        return plain(
                new DialectError(
                        400,
                        Type.INVALID_REQUEST,
                        "output_limit_too_low",
                        "This call may write at most "
                                + Count.of(limit, "token")
                                + ", but its reasoning budget needs a limit of "
                                + least
                                + " or more. Ask for less reasoning or more output; the workload's max-tokens and the"
                                + " model bound it too.",
                        "max_tokens",
                        details("limit", (long) limit, "least", (long) least)));
    }

    static Refusal ledgerUnavailable() {
        return new Refusal(
                new DialectError(
                        503,
                        Type.SERVER,
                        "ledger_unavailable",
                        "The ledger cannot be written, so no call is served. Signalbox shows why and goes on by itself"
                                + " once it can write again.",
                        "",
                        Map.of()),
                Duration.ofSeconds(5));
    }

    static Refusal internal(String callId) {
        return plain(
                new DialectError(
                        500,
                        Type.SERVER,
                        "internal_error",
                        "Signalbox failed on this call; nothing more will be charged for it. Look up "
                                + callId
                                + " in the console.",
                        "",
                        Map.of()));
    }

    private static Refusal plain(DialectError error) {
        return new Refusal(error, null);
    }

    private static Map<String, Object> details(Object... namesAndValues) {
        var details = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            details.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return details;
    }
}
