package signalbox.core.provider;

import java.time.Duration;

/// How long an attempt may take. Checked by a coarse ticker, so each limit is met within about a tenth of a second.
///
/// @param connect for name, connection and TLS together
/// @param firstByte from the request to the first byte of a streamed answer
/// @param wholeAnswer the same for a plain answer, which says nothing before the model has finished
/// @param localFirstByte the same for a local model, which may have to be loaded first (wire.md §7)
/// @param idle between two pieces of an answer, while we wait for one
/// @param total from start to end
public record Deadlines(
        Duration connect,
        Duration firstByte,
        Duration wholeAnswer,
        Duration localFirstByte,
        Duration idle,
        Duration total) {
    public static final Deadlines DEFAULT =
            new Deadlines(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(30));

    Duration firstByte(boolean stream, boolean local) {
        var limit = stream ? firstByte : wholeAnswer;
        return local && localFirstByte.compareTo(limit) > 0 ? localFirstByte : limit;
    }
}
