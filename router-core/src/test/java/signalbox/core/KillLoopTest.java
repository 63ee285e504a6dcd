package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
        KilledRouter.prepare(dir);
        var random = new Random(Long.getLong("kills.seed", 1));
        var known = new ArrayList<Set<String>>(List.of(Set.of()));
        long slowest = 0;
        long slowestCpu = 0;
        Instant since = Instant.now();
        long acknowledged = 0;
        long began = System.nanoTime();
        try (var upstream = FakeUpstream.start()) {
            upstream.always(this::answer);
            Totals before = new Totals(0, 0, 0, 0, 0);
            long billedBefore = 0;
            for (int round = 1; round <= rounds; round++) {
                Set<String> answered;
                try (var router = KilledRouter.start(dir, upstream.port())) {
                    slowest = Math.max(slowest, router.openMillis());
                    slowestCpu = Math.max(slowestCpu, router.openCpuMillis());
                    check(router, since, known.get(round - 1), "round " + round);
                    Totals now = totals(router, before, billed.get() - billedBefore, "round " + round);
                    before = router.release(now);
                    billedBefore = billed.get();
                    since = Instant.now();
                    answered = loadUntilKilled(router, random);
                }
                known.add(answered);
            }
            try (var router = KilledRouter.start(dir, upstream.port())) {
                var all = new HashSet<String>();
                known.forEach(all::addAll);
                check(router, Instant.EPOCH, all, "the end");
                totals(router, before, billed.get() - billedBefore, "the end");
                acknowledged = all.size();
            }
        }
        System.out.printf(
                "%d kills under load: %d acknowledged calls, 0 lost; slowest opening %d ms, of which %d ms computed;"
                        + " %d s in all%n",
                rounds, acknowledged, slowest, slowestCpu, (System.nanoTime() - began) / 1_000_000_000);
    }

    private FakeReply answer(FakeUpstream.Received request) {
        String body = request.text();
        if (body.contains("fail")) {
            return FAILURE;
        }
        billed.addAndGet(COST);
        return body.contains("\"stream\":true") ? STREAM : PLAIN;
    }

    /// The rows that stand after a kill against the answers that clients have.
    private static void check(KilledRouter router, Instant since, Set<String> known, String when) throws Exception {
        List<String> rows = router.rows(since);
        var ids = new HashSet<>(rows);
        assertEquals(rows.size(), ids.size(), when + ": a row is there twice");
        var lost = new ArrayList<>(known);
        lost.removeAll(ids);
        assertEquals(List.of(), lost, when + ": acknowledged calls without a row, of " + known.size());
    }

    /// The money that stands after a kill against what the provider billed.
    private static Totals totals(KilledRouter router, Totals before, long billedSince, String when) throws Exception {
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
        var acknowledged = new Semaphore(0);
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new KillLoopCaller(router.port(), router.secret(), random.nextLong(), acknowledged));
        }
        callers.forEach(KillLoopCaller::begin);
        assertTrue(acknowledged.tryAcquire(1 + random.nextInt(200), 120, TimeUnit.SECONDS), "calls are answered");
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
