package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.policy.Wire;
import signalbox.core.vendor.Vendors;

/// Reads what a provider's error means. Pure; the table is [ErrorRule#TABLE].
public final class ErrorClassifier {
    /// Google's daily quotas come back at midnight there; the `retryDelay` beside them is misleadingly short (wire.md
    /// §5).
    private static final ZoneId GOOGLE_DAY = ZoneId.of("America/Los_Angeles");

    private ErrorClassifier() {}

    /// @param vendor the provider's vendor id (`openai`, `zai`, …)
    /// @param status HTTP status; also 200, where a stream carried an error
    /// @param headers names in lower case
    /// @param body the error's body, or the data of an error event
    public static Finding classify(
            String vendor, Wire wire, int status, Map<String, String> headers, byte[] body, Instant now) {
        return classify(vendor, wire, status, headers, UpstreamErrorBody.read(body), now);
    }

    /// The same for a body that was read already, such as an error event's.
    public static Finding classify(
            String vendor, Wire wire, int status, Map<String, String> headers, UpstreamErrorBody read, Instant now) {
        int meant = meant(status, read.code());
        var errorClass = errorClass(vendor, meant, headers, read);
        boolean google = wire == Wire.GEMINI || Vendors.of(vendor).usage().quotasByModel();
        var retryAfter =
                google && errorClass == ErrorClass.QUOTA
                        ? Optional.of(untilGoogleMidnight(now))
                        : RetryAfter.read(headers, read.retryAfterMillis(), now)
                                .or(() -> RetryAfter.read(read.headers(), -1, now));
        var message =
                read.message().isEmpty() ? "The provider answered " + status + " and gave no reason." : read.message();
        return new Finding(errorClass, wholeProvider(errorClass, meant, google), retryAfter, message);
    }

    private static ErrorClass errorClass(
            String vendor, int status, Map<String, String> headers, UpstreamErrorBody body) {
        if (status == 402 && headers.containsKey("retry-after")) {
            return ErrorClass.RATE_LIMIT; // OpenRouter: the credit is only held by calls in flight
        }
        for (var rule : ErrorRule.TABLE) {
            if (rule.fits(vendor, status, body)) {
                return rule.errorClass();
            }
        }
        return ErrorClass.BROKEN;
    }

    /// An error that came with status 200 names its status in its code (OpenRouter, Gemini).
    private static int meant(int status, String code) {
        return status < 300 && code.matches("[45]\\d\\d") ? Integer.parseInt(code) : status;
    }

    /// A 403 can be about one model, and Google counts quotas per model; everything else about key and money is about
    /// the account.
    private static boolean wholeProvider(ErrorClass errorClass, int status, boolean google) {
        return switch (errorClass) {
            case BAD_KEY -> status != 403;
            case QUOTA -> !google;
            default -> false;
        };
    }

    private static Duration untilGoogleMidnight(Instant now) {
        var midnight = now.atZone(GOOGLE_DAY).truncatedTo(ChronoUnit.DAYS).plusDays(1);
        return Duration.between(now, midnight.toInstant());
    }
}
