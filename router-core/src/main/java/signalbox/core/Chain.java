package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import signalbox.core.plan.Attempt;
import signalbox.core.policy.Failover;
import signalbox.core.policy.LatencyClass;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.policy.TimeLimits;
import signalbox.core.provider.ErrorClass;
import signalbox.core.provider.Patience;

/// How far one call goes: which target comes next, how many attempts there are in all, for how long. Every planned
/// target is tried once, one after the other, without a pause. Only when none is left and nobody has answered, those
/// that certainly did not take the request (a rate limit, an overloaded or unreachable provider) are tried once more,
/// after as long as they ask for and never at once. What may have been billed is not sent to the same target again. One
/// instance per call, used by one thread.
final class Chain {
    /// Attempts of one call over all targets.
    static final int MOST_ATTEMPTS = 6;

    /// How long a call waits in all for targets to recover while somebody waits for the answer.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT_BATCH = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 2;
    private static final int MOST_TRIES_BATCH = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /// Between two looks at whether another call's probe has ended.
    private static final Duration PROBE_PAUSE = Duration.ofMillis(200);

    /// Calls that wait for the same target come back spread over this share of their wait.
    private static final double SPREAD = 0.25;

    private final Engine engine;
    private final CallContext call;
    private final RowDraft draft;
    private final long begun = System.nanoTime();
    private final boolean batch;
    private final Iterator<Attempt> planned;
    private final Map<Attempt, Integer> tries = new HashMap<>();
    private final Map<Attempt, Long> due = new HashMap<>();
    private Attempt toldOf;
    private AttemptResult.Failed told;
    private boolean planOver;
    private int made;
    private int tooSmall;
    private boolean over;
    private Duration waited = Duration.ZERO;

    Chain(Engine engine, CallContext call, RowDraft draft) {
        this.engine = engine;
        this.call = call;
        this.draft = draft;
        this.batch = call.workload().conduct().latency() == LatencyClass.BATCH;
        this.planned = call.plan().attempts().iterator();
    }

    /// The target to try next, after a wait if it needs one; null when the call has gone as far as it may.
    Attempt next() {
        while (!over && planned.hasNext()) {
            Attempt attempt = planned.next();
            if (large(attempt) && withinLimits(attempt)) {
                return attempt;
            }
        }
        planOver = true;
        return over ? null : again();
    }

    /// The failure that the client hears of when nothing came of the call: that of the last target planned. Null when
    /// no attempt failed.
    AttemptResult.Failed told() {
        return told;
    }

    /// How many attempts were made.
    int made() {
        return made;
    }

    private boolean large(Attempt attempt) {
        if (model(attempt).contextTokens() > tooSmall) {
            return true;
        }
        draft.refused("failover.context", attempt, "its context is not larger than one that was too small already");
        return false;
    }

    private boolean withinLimits(Attempt attempt) {
        if (made >= MOST_ATTEMPTS) {
            draft.refused("failover.attempts", attempt, MOST_ATTEMPTS + " attempts are the most for one call");
            return false;
        }
        if (left().isPositive()) {
            return true;
        }
        draft.refused("failover.time", attempt, "the call's time over all its attempts is used up");
        return false;
    }

    /// How long this attempt may take.
    Patience patience(Attempt attempt) {
        Provider provider = call.policy().providers().get(attempt.provider());
        if (!provider.limits().equals(TimeLimits.USUAL)) {
            draft.noted("limits.stated", attempt.provider() + "/" + attempt.model(), words(provider.limits()));
        }
        return new Patience(
                batch,
                Estimate.mayHideReasoning(call.facts(), provider, model(attempt)),
                planned.hasNext() && made + 1 < MOST_ATTEMPTS,
                Math.max(0, attempt.worstTokens() - attempt.outputLimit()) / AttemptStep.BYTES_PER_TOKEN,
                attempt.outputLimit(),
                left());
    }

    private static String words(TimeLimits limits) {
        return limits.stated().entrySet().stream()
                .map(limit -> limit.getKey() + " within " + limit.getValue().toSeconds() + " s")
                .collect(Collectors.joining(", "));
    }

    private Duration left() {
        return engine.deadlines().total().minusNanos(System.nanoTime() - begun);
    }

    private Model model(Attempt attempt) {
        return call.policy().providers().get(attempt.provider()).models().get(attempt.model());
    }

    /// An attempt failed and nothing has reached the client.
    void failed(Attempt attempt, AttemptResult.Failed failed) {
        made++;
        if (!planOver || attempt.equals(toldOf)) {
            toldOf = attempt;
            told = failed;
        }
        Failover failover = call.workload().conduct().failover();
        switch (failed.errorClass()) {
            // the client's own mistakes and a client that left are no reason to ask another provider
            case CLIENT_MISTAKE, CANCELLED -> over = true;
            case POLICY -> over = !failover.onRefusedContent();
            case CONTEXT_TOO_LONG -> tooSmall = Math.max(tooSmall, model(attempt).contextTokens());
            case RATE_LIMIT, OVERLOADED, CONNECT -> later(attempt, failed);
            default -> {}
        }
    }

    /// An attempt was not made because of what goes on at its target.
    void skipped(Attempt attempt, AttemptResult.Skipped skipped) {
        if (skipped.rule().equals(AttemptStep.PROBE_RULE)) {
            due.put(attempt, System.nanoTime() + spread(PROBE_PAUSE).toNanos());
        }
    }

    private void later(Attempt attempt, AttemptResult.Failed failed) {
        boolean mayBeBilled = failed.errorClass() == ErrorClass.CONNECT && failed.row().costNanos() > 0;
        int count = tries.merge(attempt, 1, Integer::sum);
        if (count >= (batch ? MOST_TRIES_BATCH : MOST_TRIES) || mayBeBilled) {
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (count - 1));
        Duration asked = failed.reading().finding().retryAfter().orElse(Duration.ZERO);
        pause = longer(longer(pause, asked), resting(attempt));
        due.put(attempt, System.nanoTime() + spread(pause).toNanos());
    }

    private Duration resting(Attempt attempt) {
        Instant now = engine.now();
        Map<String, Instant> resting = engine.health().coolingUntil(now);
        Duration whole = Duration.between(now, resting.getOrDefault(attempt.provider(), now));
        Duration one = Duration.between(now, resting.getOrDefault(attempt.provider() + "/" + attempt.model(), now));
        return longer(whole, one);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration spread(Duration pause) {
        return pause.plusNanos((long) (pause.toNanos() * SPREAD * ThreadLocalRandom.current().nextDouble()));
    }

    private Attempt again() {
        if (due.isEmpty() || made >= MOST_ATTEMPTS) {
            return null;
        }
        Attempt soonest = due.entrySet().stream().min(Comparator.comparingLong(Map.Entry::getValue)).get().getKey();
        Duration pause = longer(Duration.ofNanos(due.remove(soonest) - System.nanoTime()), Duration.ZERO);
        waited = waited.plus(pause);
        boolean tooLong =
                waited.compareTo(batch ? LONGEST_WAIT_BATCH : LONGEST_WAIT) > 0 || left().compareTo(pause) <= 0;
        if (tooLong || clientLeavesIn(pause)) {
            return null;
        }
        if (tries.containsKey(soonest)) {
            draft.noted(
                    "failover.wait",
                    soonest.provider() + "/" + soonest.model(),
                    "tried again after a wait of " + pause.toMillis() + " ms");
        }
        return soonest;
    }

    private boolean clientLeavesIn(Duration pause) {
        var gone = new CountDownLatch(1);
        call.sink().onGone(gone::countDown);
        try {
            return gone.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            call.sink().onGone(null);
        }
    }
}
