package signalbox.core.policy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// How long attempts at a provider may take, where the operator says so; what is left out is as usual. A limit that is
/// stated holds as it is: it does not grow for long answers, batch calls or local models.
///
/// @param connect for name, connection and TLS together
/// @param firstByte from the request to the first byte of the answer
/// @param firstToken from the request to the first output of a stream, while another target stands by
/// @param idle between two pieces of an answer
/// @param total of one attempt from start to end
public record TimeLimits(
        Optional<Duration> connect,
        Optional<Duration> firstByte,
        Optional<Duration> firstToken,
        Optional<Duration> idle,
        Optional<Duration> total) {
    /// Nothing is stated.
    public static final TimeLimits USUAL =
            new TimeLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The least that can be stated; what is below could be no more than a mistake.
    public static final Duration LEAST = Duration.ofSeconds(1);

    /// The most that can be stated: how long a whole call may take.
    public static final Duration MOST = Duration.ofMinutes(30);

    /// The limits that are stated, by their names in the policy file.
    public SequencedMap<String, Duration> stated() {
        var stated = new LinkedHashMap<String, Duration>();
        connect.ifPresent(limit -> stated.put("connect", limit));
        firstByte.ifPresent(limit -> stated.put("first-byte", limit));
        firstToken.ifPresent(limit -> stated.put("first-token", limit));
        idle.ifPresent(limit -> stated.put("idle", limit));
        total.ifPresent(limit -> stated.put("total", limit));
        return stated;
    }
}
