package signalbox.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import signalbox.core.dialect.WireConditions;
import signalbox.core.policy.DataFacts.ZeroRetention;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Rule;
import signalbox.core.policy.Wire;
import signalbox.core.price.PriceBook;
import signalbox.core.testing.Answers;

/// Generated policies, calls and failures: no hop that a plan allows, whichever of them fail before it, is forbidden by
/// an oracle that states the rules in its own words; and what a hop's request must say of itself is in its bytes.
/// 10,000 cases a build; `-Plong` or `-Dinterlock.cases=1000000` for the long run, `-Dinterlock.seed=N` to repeat one.
class InterlockPropertyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final PriceBook PRICES = PriceBook.shipped();

    @Test
    void noHopIsForbidden() {
        long cases = Long.getLong("interlock.cases", 10_000);
        long seed = Long.getLong("interlock.seed", 49);
        int hops = 0;
        int refused = 0;
        int demanding = 0;
        for (long i = 0; i < cases; i++) {
            var random = new Random(seed + i * 0x9E3779B97F4A7C15L);
            Policy policy = GeneratedPolicies.next(random);
            PiiClass pii = PiiClass.values()[random.nextInt(3)];
            Wire wire = random.nextBoolean() ? Wire.OPENAI_CHAT : Wire.ANTHROPIC;
            var facts = new CallFacts("w", "k", wire, "", pii, random.nextInt(5000), -1, 1, false, Set.of(), 0, "");
            Plan plan = Planner.plan(policy, PRICES, facts, LiveView.CALM, NOW);
            for (Attempt hop : plan.attempts()) {
                // every earlier hop may have failed: each one in the plan is a place the call can get to
                Provider provider = policy.providers().get(hop.provider());
                assertEquals(Optional.empty(), forbidden(policy, provider, pii), "case " + i + " of seed " + seed);
                demanding += conditionsHold(policy, provider, pii, random) ? 1 : 0;
                hops++;
            }
            refused += plan.attempts().isEmpty() ? 1 : 0;
        }
        // the generator reaches what this is about
        assertTrue(
                hops > cases / 4 && refused > cases / 50 && demanding > cases / 50,
                hops + " " + refused + " " + demanding);
    }

    /// The rules again, in other words than the interlock's.
    private static Optional<String> forbidden(Policy policy, Provider provider, PiiClass pii) {
        boolean conditional = provider.vendor().equals("openrouter");
        if (provider.clearance().ordinal() < pii.ordinal()) {
            return Optional.of("clearance");
        }
        if (pii == PiiClass.PRIVATE && provider.trainsOnInput() && !conditional) {
            return Optional.of("private data to train on");
        }
        for (Rule rule : policy.rules().values()) {
            if (pii.ordinal() < rule.atLeast().ordinal()) {
                continue;
            }
            if (!rule.jurisdictions().isEmpty() && !rule.jurisdictions().contains(provider.jurisdiction())) {
                return Optional.of("jurisdiction");
            }
            if (rule.noTraining() && provider.trainsOnInput() && !conditional) {
                return Optional.of("training");
            }
            if (rule.retentionDays().isPresent() && !provider.jurisdiction().equals("local") && !conditional) {
                var known = provider.facts();
                boolean brief = known.retentionDays().orElse(Integer.MAX_VALUE) <= rule.retentionDays().getAsInt();
                if (known.attestedBy().isEmpty() || !brief && known.zeroRetention() != ZeroRetention.ACCOUNT) {
                    return Optional.of("retention");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean conditionsHold(Policy policy, Provider provider, PiiClass pii, Random random) {
        Interlock.Demands demands = Interlock.demands(policy, provider, "w", pii);
        boolean conditional = provider.vendor().equals("openrouter");
        boolean training = false;
        boolean retention = false;
        for (Rule rule : policy.rules().values()) {
            boolean speaks = pii.ordinal() >= rule.atLeast().ordinal();
            training |= speaks && rule.noTraining();
            retention |= speaks && rule.retentionDays().isPresent();
        }
        boolean secret = pii == PiiClass.PRIVATE;
        assertEquals(conditional && (secret || training), demands.noTraining());
        assertEquals(conditional && (secret || retention), demands.zeroRetention());
        var conditions = new WireConditions(demands.noTraining(), demands.zeroRetention(), random.nextBoolean());
        String[] bodies = {
            "{\"model\":\"m\",\"messages\":[]}",
            " {\"provider\":{\"data_collection\":\"deny\",\"ignore\":[\"x\"]},\"model\":\"m\"}",
            "{\"model\":\"m\",\"provider\":null,\"store\":true}",
            "{\"store\":null,\"provider\":{\"zdr\":null,\"require_parameters\":true},\"messages\":[{\"provider\":{\"zdr\":false}}]}"
        };
        String body = bodies[random.nextInt(bodies.length)];
        byte[] written = conditions.write(body.getBytes(StandardCharsets.UTF_8));
        String sent = new String(written, StandardCharsets.UTF_8);
        assertTrue(conditions.hold(written), sent);
        Answers.values(sent, "model");
        assertEquals(body.contains("ignore"), sent.contains("\"ignore\":[\"x\"]"), sent);
        boolean any = demands.noTraining() || demands.zeroRetention();
        if (any) {
            byte[] without =
                    sent.replace("deny", "allow")
                            .replace("\"zdr\":true", "\"zdr\":false")
                            .getBytes(StandardCharsets.UTF_8);
            assertFalse(conditions.hold(without), "a request that does not say so is caught");
        }
        return any;
    }

    @Test
    void aConditionSaidTwiceDoesNotHold() {
        var conditions = new WireConditions(true, true, false);
        var twice = "{\"provider\":{\"data_collection\":\"deny\",\"zdr\":true,\"zdr\":false}}";
        assertFalse(conditions.hold(twice.getBytes(StandardCharsets.UTF_8)));
    }
}
