package signalbox.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.budget.Bound;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;

/// Lowers an attempt's output limit to what the budgets have left, for a workload that allows it, and prices the worst
/// case of the lower limit. Never below what the workload and the request need: where even that does not fit, the
/// budget's refusal is about the least it could have taken.
///
/// What is free may be taken by another call before it is reserved, so the answer is a row of choices, and reserving
/// takes the first that fits in one step: what was asked for, then what fitted a moment ago, then half of that and half
/// again down to the least. Pure but for asking the book.
final class Clamp {
    private final Engine engine;
    private final CallContext call;
    private final Attempt attempt;
    private final Provider provider;
    private final Model model;
    private final Instant now;
    private final long inputBound;

    private Clamp(Engine engine, CallContext call, Attempt attempt, Instant now) {
        this.engine = engine;
        this.call = call;
        this.attempt = attempt;
        this.now = now;
        provider = call.policy().providers().get(attempt.provider());
        model = provider.models().get(attempt.model());
        inputBound = attempt.worstTokens() - output(attempt.outputLimit());
    }

    /// The attempt in every size that it may be made in, largest first; itself alone when it must not be lowered.
    static List<Attempt> choices(Engine engine, CallContext call, Attempt attempt, Instant now) {
        return call.workload().clamp() ? new Clamp(engine, call, attempt, now).choices() : List.of(attempt);
    }

    private List<Attempt> choices() {
        Bound room = engine.book(provider).headroom(call.subject(attempt), now);
        int wanted = attempt.outputLimit();
        int least = Math.min(wanted, Math.max(call.workload().minOutput(), call.parsed().leastOutput()));
        var choices = new ArrayList<Attempt>();
        choices.add(attempt);
        int next = fits(attempt, room) ? wanted / 2 : fitting(least, wanted - 1, room);
        for (int limit = next; limit > least; limit /= 2) {
            choices.add(lowered(limit));
        }
        if (least < wanted) {
            choices.add(lowered(least));
        }
        return choices;
    }

    /// The largest limit from `low` to `high` that fits the room, or `low`.
    private int fitting(int low, int high, Bound room) {
        // the worst case only grows with the limit
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (fits(lowered(middle), room)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static boolean fits(Attempt attempt, Bound room) {
        return attempt.worstTokens() <= room.tokens() && attempt.worstNanos() <= room.nanos();
    }

    private Attempt lowered(int limit) {
        return new Attempt(
                attempt.provider(),
                attempt.model(),
                attempt.lane(),
                limit,
                inputBound + output(limit),
                worst(limit),
                Math.min(attempt.estimateNanos(), worst(limit)),
                attempt.why());
    }

    private long worst(int limit) {
        if (attempt.worstNanos() == 0) {
            return 0;
        }
        return engine.prices()
                .worst(
                        provider.vendor(),
                        model,
                        inputBound,
                        output(limit),
                        call.facts().maxSearchCalls(),
                        call.facts().serviceTier(),
                        now)
                .orElse(attempt.worstNanos());
    }

    private long output(int limit) {
        return (long) limit * call.facts().choices();
    }
}
