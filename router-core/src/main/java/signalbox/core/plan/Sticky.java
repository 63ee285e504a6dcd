package signalbox.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Keeps a conversation with the target that served it a moment ago, whose prompt cache is then read instead of written
/// anew, among targets that are equal to the lane's strategy. What the interlock, health, a quota or a budget says
/// comes before and after, and is never overruled. Pure.
///
/// @param target as `provider/model`; empty when nobody served it of late
record Sticky(String target, long secondsAgo) {
    static final String RULE = "order.sticky";

    static Sticky of(LiveView live, Instant now) {
        return live.warm()
                .filter(warm -> now.isBefore(warm.at().plus(LiveView.Warm.TTL)))
                .map(warm -> new Sticky(warm.target(), Math.max(0, Duration.between(warm.at(), now).toSeconds())))
                .orElse(new Sticky("", 0));
    }

    /// The one that is warm before those that are not.
    Comparator<Candidate> warmFirst() {
        return Comparator.comparingInt(candidate -> candidate.name().equals(target) ? 0 : 1);
    }

    /// Says so, where it decided or agreed with what did.
    List<Candidate> noted(List<Candidate> order, Reasons reasons) {
        Candidate first = order.getFirst();
        if (first.name().equals(target)) {
            reasons.noted(
                    RULE,
                    target,
                    "served this conversation " + secondsAgo + " s ago, so its prompt cache may still hold it");
        }
        return order;
    }
}
