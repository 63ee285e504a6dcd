package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.KilledRouter.Totals;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// A whole router, killed with SIGKILL under load again and again on one data directory. `-Dkills=200` for the long run
/// (the profile `long`), `-Dkills.seed=N` to start elsewhere; a failure names its round.
class KillLoopTest {
    private static final int CALLERS = 6;

    /// What every billed answer costs, in nano-dollars: 10 tokens in and 5 out at $1 and $2 a million.
    private static final long COST = 20_000;

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}";
    private static final FakeReply PLAIN =
            FakeReply.json(
                    200,
                    "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"},"
                            + "\"finish_reason\":\"stop\"}],"
                            + USAGE
                            + "}");
    private static final FakeReply STREAM =
            FakeReply.stream()
                    .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"}}]}")
                    .event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                    .event("{\"id\":\"x\",\"choices\":[]," + USAGE + "}")
                    .event("[DONE]");
    private static final FakeReply FAILURE = FakeReply.json(400, "{\"error\":{\"message\":\"no\"}}");

    @TempDir Path dir;

    private final AtomicLong billed = new AtomicLong();

    @Test
    void nothingThatAClientSawIsLostHoweverOftenTheRouterIsKilled() throws Exception {
        int rounds = Integer.getInteger("kills", 50);
        var random = new Random(Long.getLong("kills.seed", 1));
        var known = new HashSet<String>();
        long slowest = 0;
        long began = System.nanoTime();
        try (var upstream = FakeUpstream.start()) {
            upstream.always(this::answer);
            Totals before = new Totals(0, 0, 0, 0, 0);
            long billedBefore = 0;
            for (int round = 1; round <= rounds; round++) {
                Set<String> answered;
                try (var router = KilledRouter.start(dir, upstream.port())) {
                    slowest = Math.max(slowest, router.openMillis());
                    Totals now = check(router, before, billed.get() - billedBefore, known, "round " + round);
                    before = router.release(now);
                    billedBefore = billed.get();
                    answered = loadUntilKilled(router, random);
                }
                known.addAll(answered);
            }
            try (var router = KilledRouter.start(dir, upstream.port())) {
                check(router, before, billed.get() - billedBefore, known, "the end");
            }
        }
        System.out.printf(
                "%d kills under load: %d acknowledged calls, 0 lost; slowest opening %d ms; %.1f s in all%n",
                rounds, known.size(), slowest, (System.nanoTime() - began) / 1e9);
        assertTrue(slowest < 2000, "the slowest opening took " + slowest + " ms");
    }

    private FakeReply answer(FakeUpstream.Received request) {
        String body = request.text();
        if (body.contains("fail")) {
            return FAILURE;
        }
        billed.addAndGet(COST);
        return body.contains("\"stream\":true") ? STREAM : PLAIN;
    }

    /// What stands after a kill against what is known from outside.
    private Totals check(KilledRouter router, Totals before, long billedSince, Set<String> known, String when)
            throws Exception {
        List<String> rows = router.rows();
        var ids = new HashSet<>(rows);
        assertEquals(rows.size(), ids.size(), when + ": a row is there twice");
        var lost = new ArrayList<>(known);
        lost.removeAll(ids);
        assertEquals(List.of(), lost, when + ": acknowledged calls without a row, of " + known.size());
        Totals now = router.totals();
        assertEquals(now.cost(), now.spent(), when + ": the sum of the rows is not the counter");
        assertEquals(now.attempts(), now.calls(), when + ": the attempts in rows are not those that were counted");
        assertTrue(now.spent() >= before.spent(), when + ": spent fell from " + before + " to " + now);
        assertTrue(
                now.spent() + now.unreported() >= before.spent() + billedSince,
                when + ": " + billedSince + " billed since " + before + ", now " + now);
        return now;
    }

    /// Calls from many threads until the process is gone.
    ///
    /// @return the ids of the calls whose answers came whole
    private static Set<String> loadUntilKilled(KilledRouter router, Random random) throws Exception {
        var callers = new ArrayList<KillLoopCaller>();
        var acknowledged = new java.util.concurrent.Semaphore(0);
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new KillLoopCaller(router.port(), router.secret(), random.nextLong(), acknowledged));
        }
        callers.forEach(KillLoopCaller::begin);
        assertTrue(
                acknowledged.tryAcquire(1 + random.nextInt(200), 20, java.util.concurrent.TimeUnit.SECONDS),
                "calls are answered");
        if (random.nextBoolean()) {
            // else at once: the answer that came last is the one most easily lost
            LockSupport.parkNanos(random.nextInt((int) Duration.ofMillis(3).toNanos()));
        }
        router.kill();
        var answered = new HashSet<String>();
        for (KillLoopCaller caller : callers) {
            answered.addAll(caller.answered());
        }
        return answered;
    }
}
