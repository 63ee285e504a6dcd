package signalbox.core.policyfile;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import signalbox.core.policy.TimeLimits;

/// The fields of a provider that say how long attempts there may take.
final class LimitFields {
    private LimitFields() {}

    static TimeLimits read(YamlNode node) {
        if (node == null) {
            return TimeLimits.USUAL;
        }
        var fields = new Fields(node.fields("connect", "first-byte", "first-token", "idle", "total"));
        return new TimeLimits(
                limit(fields, "connect"),
                limit(fields, "first-byte"),
                limit(fields, "first-token"),
                limit(fields, "idle"),
                limit(fields, "total"));
    }

    private static Optional<Duration> limit(Fields fields, String name) {
        return Optional.ofNullable(fields.parsed(name, Durations::parse, (Duration) null));
    }

    static String write(TimeLimits limits) {
        return limits.stated().entrySet().stream()
                .map(limit -> limit.getKey() + ": " + Durations.of(limit.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
