package signalbox.core;

import java.util.EnumMap;
import java.util.Map;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.price.ShippedModels;
import signalbox.core.price.Usage;

/// The most an answer can have used whose usage nobody reported to the end: what is known, raised to its smallest sound
/// bounds.
///
/// - Input: as reported, where a stream says it at its start; else the bound that was held for it.
/// - Visible output: its bytes, or the last running count and the bytes since, whichever is less; within the limit that
///   the provider enforces.
/// - Hidden reasoning is billed and in no byte we see: for a model that may have reasoned unseen, all that the limit
///   leaves.
///
/// @param usage the bound
/// @param limitIgnored whether the output is certainly longer than its limit, which then bounds nothing
/// @param hidden whether reasoning is in it that may not have happened
record Estimate(Usage usage, boolean limitIgnored, boolean hidden) {

    static Estimate of(Usage known, AnswerTap tap, Attempt attempt, CallFacts facts, Provider provider, Model model) {
        long limit = (long) attempt.outputLimit() * facts.choices();
        boolean ignored = tap.leastTokens() > limit || known.outputTokens() > limit;
        long visible = visible(known, tap);
        long output = ignored ? visible : Math.min(visible, limit);
        long said = Math.max(0, output - known.outputTokens());
        boolean hidden = mayHideReasoning(facts, provider, model);
        long unseen = hidden ? Math.max(0, limit - known.outputTokens() - said) : 0;

        Map<Counter, Long> counts = new EnumMap<>(Counter.class);
        counts.putAll(known.counts());
        if (known.inputTokens() == 0) {
            boolean embeds = facts.needs().contains(Ability.EMBEDDINGS);
            counts.put(
                    Counter.IN_TEXT, embeds ? facts.inputBound() : Math.min(facts.inputBound(), model.contextTokens()));
        }
        counts.merge(Counter.OUT_TEXT, said, Long::sum);
        counts.merge(Counter.OUT_REASON, unseen, Long::sum);
        counts.values().removeIf(units -> units == 0);
        long prompt = Math.max(known.promptTotal(), counts.getOrDefault(Counter.IN_TEXT, 0L));
        // what the provider said of its bill so far says nothing of the rest
        var usage = new Usage(counts, prompt, known.tierServed(), known.geo(), -1);
        return new Estimate(usage, ignored, unseen > 0);
    }

    /// The same when all input that nobody reported may have been written into a cache, which is billed dearer.
    Estimate written() {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        counts.putAll(usage.counts());
        Long input = counts.remove(Counter.IN_TEXT);
        if (input != null) {
            counts.put(Counter.CACHE_WRITE_5M, input);
        }
        var dearer = new Usage(counts, usage.promptTotal(), usage.tierServed(), usage.geo(), usage.reportedCostPico());
        return new Estimate(dearer, limitIgnored, hidden);
    }

    private static long visible(Usage known, AnswerTap tap) {
        long running = known.outputTokens() + tap.bytesSinceUsage();
        // a count below what the text must be is no count
        boolean believed = tap.usagesSeen() > 0 && known.outputTokens() > 0 && running >= tap.leastTokens();
        return believed ? Math.min(running, tap.deliveredBytes()) : tap.deliveredBytes();
    }

    /// Anthropic's models think only when the request says so; others by themselves.
    static boolean mayHideReasoning(CallFacts facts, Provider provider, Model model) {
        boolean able =
                model.abilities().contains(Ability.REASONING)
                        || ShippedModels.find(provider.vendor(), model.id())
                                .filter(shipped -> shipped.abilities().contains(Ability.REASONING))
                                .isPresent();
        return able && (provider.wire() != Wire.ANTHROPIC || facts.needs().contains(Ability.REASONING));
    }
}
