package signalbox.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import signalbox.core.CallRequest;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.provider.PracticeSettings;

/// Plays the demo on a router: the past day at once, then live traffic until closed. The router must have been opened
/// with the demo's clock and [PracticeSettings#instant()].
public final class Demo implements AutoCloseable {
    /// How far back the played day begins.
    public static final Duration DAY = Duration.ofHours(24);

    private static final int CALLS_A_DAY = 1_500;
    private static final int LIVE_CALLS_A_DAY = 60_000;
    private static final long SEED = 20_261_121;

    private final Router router;
    private final DemoClock clock;
    private final DemoCalls calls;
    private final ScheduledExecutorService live;

    private Demo(Router router, DemoClock clock, DemoCalls calls) {
        this.router = router;
        this.clock = clock;
        this.calls = calls;
        this.live = Executors.newScheduledThreadPool(4, Thread.ofPlatform().daemon().name("demo-", 0).factory());
    }

    /// Puts the demo's policy in force and plays the past day.
    ///
    /// @throws RouterException when the policy cannot be put in force
    public static Demo play(Router router, DemoClock clock) throws RouterException {
        router.apply(new PolicyChange.Replace(policy()), "demo", "the demo's policy");
        var demo = new Demo(router, clock, new DemoCalls(SEED, router.policy().keys().get("demo")));
        demo.playPast();
        router.callers().refused("claude-cli/2.0.14 (external, cli)", "sk-ant-api03-0123456789abcdef1a2b");
        return demo;
    }

    private static Policy policy() {
        try (InputStream in = Demo.class.getResourceAsStream("policy.yaml")) {
            return PolicyFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | PolicyFileException e) {
            throw new IllegalStateException("the demo's policy is broken", e);
        }
    }

    private void playPast() {
        Instant end = Instant.now();
        for (Instant at = clock.instant(); at.isBefore(end); at = at.plusMillis(gap(at, CALLS_A_DAY))) {
            CallRequest request = calls.at(at);
            clock.stand(at.plusMillis(calls.latencyMillis()));
            router.call(request, new NoClient());
        }
        clock.run();
    }

    /// Goes on with live traffic, at the practice provider's real pace, until closed.
    public void goLive() {
        router.practice(PracticeSettings.DEFAULT);
        next();
    }

    private void next() {
        long gap = Math.min(4_000, gap(clock.instant(), LIVE_CALLS_A_DAY));
        live.schedule(this::callOnce, gap, TimeUnit.MILLISECONDS);
    }

    private void callOnce() {
        next();
        router.call(calls.at(clock.instant()), new NoClient());
    }

    private synchronized long gap(Instant at, int perDay) {
        return calls.gapMillis(at.atOffset(ZoneOffset.UTC).getHour(), perDay);
    }

    @Override
    public void close() {
        live.shutdown();
    }
}
