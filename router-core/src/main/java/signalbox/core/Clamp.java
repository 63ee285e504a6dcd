package signalbox.core;

import java.time.Instant;
import signalbox.core.budget.Bound;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;

/// Lowers an attempt's output limit to what the budgets have left, for a workload that allows it, and prices the worst
/// case of the lower limit. Never below what the workload and the request need: where even that does not fit, the
/// attempt asks for just that, and the budget's refusal is about the least it could have taken. Pure but for asking the
/// book; what is free may be taken before it is reserved, then the reservation refuses.
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

    /// The attempt as it may be made now; the same one when it fits or must not be lowered.
    static Attempt fitted(Engine engine, CallContext call, Attempt attempt, Instant now) {
        return call.workload().clamp() ? new Clamp(engine, call, attempt, now).fitted() : attempt;
    }

    private Attempt fitted() {
        Bound room = engine.book(provider).headroom(call.subject(attempt), now);
        if (fits(attempt, room)) {
            return attempt;
        }
        int least = Math.max(call.workload().minOutput(), call.parsed().leastOutput());
        int low = Math.min(least, attempt.outputLimit());
        int high = attempt.outputLimit() - 1;
        // the worst case only grows with the limit
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (fits(lowered(middle), room)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return lowered(low);
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
