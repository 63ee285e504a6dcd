package signalbox.core.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Mode;
import signalbox.core.policy.OnDisconnect;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Quota;
import signalbox.core.policy.Tripwire.Action;

class ConductInFileTest {
    private static final String TEXT =
            """
            signalbox: 1
            providers:
              house:
                base-url: http://127.0.0.1:11434/v1
                tier: free
                clearance: private
                data: {retention-days: 0, zero-retention: account, attested-by: ana, attested-on: 2026-09-01, source: contract}
                quotas: [{kind: requests-per-minute, limit: 30, model: big}, {kind: concurrent, limit: 2}]
                limits: {connect: 5s, first-byte: 2m, idle: 90s}
                models:
                  big: {context: 32000, max-output: 4096}
                  small: {context: 32000, max-output: 4096}
            routes:
              split:
                lanes:
                  - {order: cheapest, targets: [house/big, {target: house/small, weight: 3}]}
                experiment:
                  name: big-or-small
                  arms:
                    a: {weight: 1, lane: house/big}
                    b: {weight: 3, lane: [house/small]}
            workloads:
              etl:
                route: split
                latency: batch
                mode: observe
                failover: {refused-content: true, dearer-class: true}
                on-disconnect: drain
                tripwire: {email: redact, otherwise: block, patterns: {ticket: "T-\\\\d+ \\"x\\""}}
                cache: 90m
                keep-bodies: 7d
            keys:
              app: {workload: etl, opaque: internal}
            """;

    @Test
    void everyFieldIsReadAndWrittenBackTheSame() throws PolicyFileException {
        var policy = PolicyFile.read(TEXT);
        assertEquals(policy, PolicyFile.read(PolicyFile.write(policy)));

        var conduct = policy.workloads().get("etl").conduct();
        assertEquals(Mode.OBSERVE, conduct.mode());
        assertEquals(OnDisconnect.DRAIN, conduct.onDisconnect());
        assertTrue(conduct.failover().onRefusedContent() && conduct.failover().dearerClass());
        assertEquals(Action.REDACT, conduct.tripwire().actions().get("email"));
        assertEquals(Action.BLOCK, conduct.tripwire().otherwise());
        assertEquals("T-\\d+ \"x\"", conduct.tripwire().patterns().get("ticket"));
        assertEquals(Duration.ofMinutes(90), conduct.storage().cache());
        assertEquals(Duration.ofDays(7), conduct.storage().bodies());
        assertEquals(PiiClass.INTERNAL, policy.keys().get("app").opaque());

        var house = policy.providers().get("house");
        assertEquals(
                new DataFacts(
                        OptionalInt.of(0),
                        DataFacts.ZeroRetention.ACCOUNT,
                        "ana",
                        Optional.of(LocalDate.of(2026, 9, 1)),
                        "contract"),
                house.facts());
        assertEquals(
                List.of(new Quota("big", Quota.Kind.REQUESTS_PER_MINUTE, 30), new Quota("", Quota.Kind.CONCURRENT, 2)),
                house.quotas());
        assertEquals(
                Map.of(
                        "connect", Duration.ofSeconds(5),
                        "first-byte", Duration.ofMinutes(2),
                        "idle", Duration.ofSeconds(90)),
                house.limits().stated());
        assertEquals(house.limits(), house.withPaused(true).withModels(house.models()).limits(), "an edit keeps them");

        var route = policy.routes().get("split");
        assertEquals(LaneOrder.CHEAPEST, route.lanes().getFirst().order());
        assertEquals(3, route.experiment().orElseThrow().arms().get(1).weight());
        assertEquals(2, route.lanes().getFirst().targets().size());
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsPlace() {
        refused("cache: 90m", "cache: soon", "workloads.etl.cache", "not a time");
        refused("cache: 90m", "cache: 900d", "workloads.etl.cache", "366d");
        refused("limit: 30,", "limit: 0,", "providers.house.quotas", "out of range");
        refused("connect: 5s", "connect: never", "providers.house.limits.connect", "1s to 30m");
        refused("idle: 90s", "idle: 31m", "providers.house.limits.idle", "1s to 30m");
        refused("first-byte: 2m", "first-byte: soon", "providers.house.limits.first-byte", "not a time");
        refused("first-byte: 2m", "first: 2m", "providers.house.limits.first", "unknown field");
        refused("model: big}", "model: huge}", "providers.house.quotas", "huge");
        refused("b: {weight: 3", "b: {weight: 0", "routes.split.experiment.arms.b.weight", "out of range");
        refused("lane: house/big", "lane: house/none", "routes.split.experiment.arms.a", "house/none");
        refused("mode: observe", "mode: watch", "workloads.etl.mode", "enforce, observe");
    }

    private static void refused(String good, String bad, String path, String sentence) {
        assertTrue(TEXT.contains(good), good);
        var refused = assertThrows(PolicyFileException.class, () -> PolicyFile.read(TEXT.replace(good, bad)));
        assertTrue(
                refused.problems().stream()
                        .anyMatch(problem -> problem.path().equals(path) && problem.message().contains(sentence)),
                () -> path + " in " + refused.problems());
    }
}
