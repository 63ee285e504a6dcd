package signalbox.core.provider;

import static signalbox.core.provider.ErrorClass.BAD_KEY;
import static signalbox.core.provider.ErrorClass.CLIENT_MISTAKE;
import static signalbox.core.provider.ErrorClass.CONTEXT_TOO_LONG;
import static signalbox.core.provider.ErrorClass.MODEL_GONE;
import static signalbox.core.provider.ErrorClass.OVERLOADED;
import static signalbox.core.provider.ErrorClass.POLICY;
import static signalbox.core.provider.ErrorClass.QUOTA;
import static signalbox.core.provider.ErrorClass.RATE_LIMIT;

import java.util.List;
import java.util.regex.Pattern;
import signalbox.core.dialect.UpstreamErrorBody;

/// One line of the table that says what a provider's error means (wire.md §5). What the body says comes before what the
/// status says: a 400 can mean that the money is gone or the key is bad.
///
/// @param vendor the only vendor it speaks about, or `*`
/// @param status pattern of the status
/// @param field what the pattern is held against
record ErrorRule(ErrorClass errorClass, String vendor, Pattern status, Field field, Pattern pattern) {
    enum Field {
        /// Any of code, type and reason, whole.
        CODE,
        /// Anywhere in the sentence, in any case.
        MESSAGE,
        /// Any finer reason at all.
        REASON,
        /// Anywhere in the ids of violated quotas.
        QUOTA,
        /// The status alone decides.
        STATUS
    }

    /// The first that fits decides.
    static final List<ErrorRule> TABLE =
            List.of(
                    code(QUOTA, "zai", "1113|1308"),
                    code(RATE_LIMIT, "zai", "1302|1303"),
                    code(OVERLOADED, "zai", "500|1234|1305"),
                    code(BAD_KEY, "zai", "100[0-4]|1112|1121"),
                    code(CONTEXT_TOO_LONG, "zai", "1261"),
                    code(POLICY, "zai", "1301"),
                    code(MODEL_GONE, "zai", "1211"),
                    code(CLIENT_MISTAKE, "zai", "121[0-5]"),
                    rule(QUOTA, "claude-cli", "429", Field.MESSAGE, "limit reached|usage limit|out of extra usage"),
                    rule(BAD_KEY, "claude-cli", "...", Field.MESSAGE, "/login|not logged in"),
                    code(CLIENT_MISTAKE, "*", "thread_(not_found|unsupported_request)"),
                    code(
                            QUOTA,
                            "*",
                            "insufficient_quota|insufficient_balance|billing_error|billing_hard_limit_reached|billing_not_active"
                                + "|enforced_spend_limit_reached|contract_spend_limit_reached"),
                    rule(QUOTA, "google", "400", Field.CODE, "FAILED_PRECONDITION"),
                    rule(QUOTA, "*", "429", Field.QUOTA, "PerDay"),
                    rule(QUOTA, "cerebras", "429", Field.MESSAGE, "per day|daily"),
                    rule(
                            QUOTA,
                            "*",
                            "4..",
                            Field.MESSAGE,
                            "credit balance is too low|reached your specified api usage limits|used all available"
                                    + " credits|(monthly|hard) (spending |billing )?limit|insufficient"
                                    + " (balance|credits)|out of credits"),
                    rule(POLICY, "openrouter", "403", Field.REASON, "."),
                    code(POLICY, "*", "invalid_prompt|content_policy_violation|content_filter|flagged_input|sensitive"),
                    rule(
                            POLICY,
                            "*",
                            "40[03]",
                            Field.MESSAGE,
                            "content filtering policy|content[- ]policy|violates? (our|the)? ?(usage|content|safety)"),
                    code(CONTEXT_TOO_LONG, "*", "context_length_exceeded|request_too_large"),
                    status(CONTEXT_TOO_LONG, "413"),
                    rule(
                            CONTEXT_TOO_LONG,
                            "*",
                            "4(00|22)",
                            Field.MESSAGE,
                            "prompt is too long|(maximum|exceeds?).{0,40}context|context (length|window)"
                                    + "|input token count.{0,40}exceeds|input is too long"),
                    code(
                            BAD_KEY,
                            "*",
                            "invalid_api_key|authentication_error|permission_error|API_KEY_INVALID|UNAUTHENTICATED"
                                    + "|PERMISSION_DENIED|account_deactivated"),
                    rule(BAD_KEY, "*", "400", Field.MESSAGE, "(incorrect|invalid) api key|api key not valid"),
                    code(
                            MODEL_GONE,
                            "*",
                            "model_not_found|model_not_available|model_decommissioned|not_found_error|NOT_FOUND"),
                    status(MODEL_GONE, "404|410"),
                    rule(
                            MODEL_GONE,
                            "*",
                            "400",
                            Field.MESSAGE,
                            "not a valid model|model.{0,80}(does not exist|not found|decommissioned)"),
                    code(
                            OVERLOADED,
                            "*",
                            "overloaded_error|overloaded|server_is_overloaded|queue_exceeded|server_error|api_error"
                                    + "|timeout_error|UNAVAILABLE|INTERNAL|DEADLINE_EXCEEDED"),
                    code(
                            RATE_LIMIT,
                            "*",
                            "rate_limit_exceeded|rate_limit_error|ramp_limit_exceeded|RESOURCE_EXHAUSTED|token_quota_exceeded"
                                + "|request_quota_exceeded"),
                    status(RATE_LIMIT, "429"),
                    status(OVERLOADED, "408|5.."),
                    status(QUOTA, "402"),
                    status(BAD_KEY, "401|403"),
                    code(CLIENT_MISTAKE, "*", "invalid_request_error|INVALID_ARGUMENT"),
                    status(CLIENT_MISTAKE, "4.."));

    private static ErrorRule code(ErrorClass errorClass, String vendor, String pattern) {
        return rule(errorClass, vendor, "...", Field.CODE, pattern);
    }

    private static ErrorRule status(ErrorClass errorClass, String status) {
        return rule(errorClass, "*", status, Field.STATUS, "");
    }

    private static ErrorRule rule(ErrorClass errorClass, String vendor, String status, Field field, String pattern) {
        int flags = field == Field.MESSAGE ? Pattern.CASE_INSENSITIVE : 0;
        return new ErrorRule(errorClass, vendor, Pattern.compile(status), field, Pattern.compile(pattern, flags));
    }

    boolean fits(String askedVendor, int askedStatus, UpstreamErrorBody body) {
        return (vendor.equals("*") || vendor.equals(askedVendor))
                && status.matcher(Integer.toString(askedStatus)).matches()
                && switch (field) {
                    case CODE -> whole(body.code()) || whole(body.type()) || whole(body.reason());
                    case MESSAGE -> pattern.matcher(body.message()).find();
                    case REASON -> pattern.matcher(body.reason()).find();
                    case QUOTA -> pattern.matcher(body.quota()).find();
                    case STATUS -> true;
                };
    }

    private boolean whole(String text) {
        return pattern.matcher(text).matches();
    }
}
