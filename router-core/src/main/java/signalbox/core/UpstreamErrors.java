package signalbox.core;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.DialectError.Type;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.policy.Provider;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.ErrorClassifier;
import signalbox.core.provider.Finding;
import signalbox.core.provider.Upstream.Answer;
import signalbox.core.provider.Upstream.UpstreamFailure;

/// What a provider's error means for the call and what the client is told of it if no other attempt does better: the
/// provider's status and sentence in the client's dialect, but never an authentication error about a key that is not
/// the client's.
final class UpstreamErrors {
    private static final int LONGEST_BODY = 256 << 10;

    private final Provider provider;
    private final String model;

    UpstreamErrors(Provider provider, String model) {
        this.provider = provider;
        this.model = model;
    }

    /// @param finding what it means for routing and health
    /// @param error what the client would be told
    record Reading(Finding finding, DialectError error) {
        String id() {
            return finding.errorClass().id();
        }

        Duration retryAfter() {
            return finding.retryAfter().orElse(null);
        }
    }

    /// Reads an error answer's body, as much of it as errors are long.
    static byte[] body(Answer answer) throws UpstreamFailure {
        var body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int read;
        while (body.size() < LONGEST_BODY && (read = answer.read(buffer)) >= 0) {
            body.write(buffer, 0, read);
        }
        return body.toByteArray();
    }

    Reading read(int status, Map<String, String> headers, UpstreamErrorBody body, Instant now) {
        return reading(
                ErrorClassifier.classify(provider.vendor(), provider.wire(), status, headers, body, now), status);
    }

    Reading ofFailure(UpstreamFailure failure) {
        return reading(new Finding(failure.errorClass(), false, Optional.empty(), failure.getMessage()), 0);
    }

    /// An answer that ended before it was whole.
    Reading incomplete() {
        return reading(
                new Finding(ErrorClass.BROKEN, false, Optional.empty(), "The answer ended before it was complete."), 0);
    }

    /// A stream that was stopped because the provider ignores its limits.
    Reading overran() {
        String sentence =
                provider.name()
                        + "/"
                        + model
                        + " wrote more than this call allows; Signalbox stopped it so that no budget is passed. The"
                        + " model rests.";
        return new Reading(
                new Finding(ErrorClass.BROKEN, false, Optional.empty(), sentence),
                new DialectError(
                        502,
                        Type.SERVER,
                        "output_limit_ignored",
                        sentence,
                        "",
                        Map.of("provider", provider.name(), "model", model)));
    }

    /// A mistake of our own while the attempt was under way.
    Reading internal() {
        String sentence = "Signalbox failed on this call; what it may have cost stays charged until it is reviewed.";
        return new Reading(
                new Finding(ErrorClass.BROKEN, false, Optional.empty(), sentence),
                new DialectError(500, Type.SERVER, "internal_error", sentence, "", Map.of()));
    }

    private Reading reading(Finding finding, int status) {
        var details = new LinkedHashMap<String, Object>();
        details.put("provider", provider.name());
        details.put("model", model);
        if (status > 0) {
            details.put("upstream_status", (long) status);
        }
        int told = told(finding.errorClass(), status);
        return new Reading(
                finding,
                new DialectError(
                        told, type(finding.errorClass()), code(finding.errorClass()), message(finding), "", details));
    }

    private String message(Finding finding) {
        String sentence = finding.message();
        return finding.errorClass() == ErrorClass.BAD_KEY
                ? "The provider "
                        + provider.name()
                        + " refused the key that Signalbox holds for it; the operator has to"
                        + " replace it. It said: "
                        + sentence
                : provider.name() + ": " + sentence;
    }

    /// The provider's own status where the client can act on it; a gateway status where only the operator can.
    private static int told(ErrorClass errorClass, int status) {
        boolean sound = status >= 400;
        return switch (errorClass) {
            case RATE_LIMIT -> 429;
            case CLIENT_MISTAKE, POLICY, CONTEXT_TOO_LONG -> sound && status < 500 && !auth(status) ? status : 400;
            case OVERLOADED -> sound && status >= 500 ? status : 503;
            case QUOTA -> status == 429 ? 429 : 503;
            case MODEL_GONE -> 404;
            case TIMEOUT -> 504;
            case LOCKED -> 503;
            case BAD_KEY, CONNECT, BROKEN, OVERRUN -> 502;
            case CANCELLED -> 499;
        };
    }

    private static boolean auth(int status) {
        return status == 401 || status == 403;
    }

    private static Type type(ErrorClass errorClass) {
        return switch (errorClass) {
            case RATE_LIMIT, QUOTA -> Type.RATE_LIMIT;
            case CLIENT_MISTAKE, POLICY, CONTEXT_TOO_LONG -> Type.INVALID_REQUEST;
            case OVERLOADED -> Type.OVERLOADED;
            case MODEL_GONE -> Type.NOT_FOUND;
            default -> Type.SERVER;
        };
    }

    private static String code(ErrorClass errorClass) {
        return switch (errorClass) {
            case RATE_LIMIT -> "rate_limit_exceeded";
            case QUOTA -> "provider_quota_exhausted";
            case OVERLOADED -> "provider_overloaded";
            case BAD_KEY -> "provider_key_rejected";
            case LOCKED -> "vault_locked";
            case CONTEXT_TOO_LONG -> "context_length_exceeded";
            case POLICY -> "content_refused";
            case MODEL_GONE -> "provider_model_gone";
            case CLIENT_MISTAKE -> "invalid_request";
            case CONNECT -> "provider_unreachable";
            case TIMEOUT -> "provider_timeout";
            case BROKEN -> "provider_answer_broken";
            case OVERRUN -> "output_limit_ignored";
            case CANCELLED -> "cancelled";
        };
    }
}
