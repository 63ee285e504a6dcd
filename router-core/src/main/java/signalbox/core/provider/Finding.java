package signalbox.core.provider;

import java.time.Duration;
import java.util.Optional;

/// What a failed attempt means for routing.
///
/// @param wholeProvider whether it speaks about the provider's account or connection rather than this one model
/// @param retryAfter how long the provider asked to be left alone; empty when it said nothing
/// @param message the provider's own sentence, or ours; holds no key
public record Finding(ErrorClass errorClass, boolean wholeProvider, Optional<Duration> retryAfter, String message) {

    /// What an attempt without a whole answer means.
    public static Finding of(Upstream.UpstreamFailure failure) {
        var errorClass = failure.errorClass();
        boolean wholeProvider = errorClass == ErrorClass.CONNECT || errorClass == ErrorClass.BAD_KEY;
        return new Finding(errorClass, wholeProvider, Optional.empty(), failure.getMessage());
    }
}
