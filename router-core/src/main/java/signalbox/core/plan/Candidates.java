package signalbox.core.plan;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import signalbox.core.plan.Plan.Refusal.Kind;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Target;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Workload;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Usage;

/// Finds the targets that may and can serve a call, whatever goes on there right now. Filters run in a fixed order
/// (interlock, pause, wire, abilities, context, output, price), hard rules first, so that the reason a target shows is
/// the most serious one.
final class Candidates {
    /// Bytes per token that hardly any text exceeds; only for judging whether a prompt can fit a context window and
    /// what it will cost. Holds use the sound bound instead.
    private static final int BYTES_PER_TOKEN = 3;

    /// Of the output limit that is taken as likely to be used when costs are compared, and the most of it.
    private static final int LIKELY_OUTPUT_SHARE = 4;

    private static final int LIKELY_OUTPUT = 500;

    private final Policy policy;
    private final PriceBook prices;
    private final CallFacts facts;
    private final LiveView live;
    private final Instant now;
    private final Workload workload;
    private final Reasons reasons;
    private final long inputTokens;

    Candidates(
            Policy policy,
            PriceBook prices,
            CallFacts facts,
            LiveView live,
            Instant now,
            Workload workload,
            Reasons reasons) {
        this.policy = policy;
        this.prices = prices;
        this.facts = facts;
        this.live = live;
        this.now = now;
        this.workload = workload;
        this.reasons = reasons;
        this.inputTokens = facts.inputBound() == CallFacts.UNBOUNDED ? 0 : facts.inputBound() / BYTES_PER_TOKEN;
    }

    /// Whether the client named this target's model.
    static boolean asked(Target target, CallFacts facts) {
        return !facts.askedModel().isEmpty()
                && (target.model().equals(facts.askedModel()) || name(target).equals(facts.askedModel()));
    }

    static String name(Target target) {
        return target.provider() + "/" + target.model();
    }

    /// The target with its figures, or empty when it is out.
    Optional<Candidate> of(Target target, int lane) {
        Provider provider = policy.providers().get(target.provider());
        Model model = provider == null ? null : provider.models().get(target.model());
        String name = name(target);
        if (model == null) {
            reasons.refused(Kind.NO_ROUTE, "target.exists", name, "the target does not exist");
            return Optional.empty();
        }
        int outputLimit = outputLimit(model);
        if (!allowed(name, provider) || !able(name, provider, model, outputLimit)) {
            return Optional.empty();
        }
        return priced(target, name, provider, model, lane, outputLimit);
    }

    private boolean allowed(String name, Provider provider) {
        Optional<Interlock.Refusal> refusal = Interlock.refusal(policy, provider, workload.name(), facts.pii());
        refusal.ifPresent(why -> reasons.refused(Kind.INTERLOCK, why.rule(), name, why.message()));
        return refusal.isEmpty();
    }

    private boolean able(String name, Provider provider, Model model, int outputLimit) {
        if (provider.paused()) {
            return reasons.refused(Kind.NO_ROUTE, "provider.paused", name, "the operator paused the provider");
        }
        if (!facts.wire().reaches(provider.wire())) {
            return reasons.refused(
                    Kind.NO_ROUTE,
                    "dialect.match",
                    name,
                    "the call speaks " + facts.wire().id() + ", the provider " + provider.wire().id());
        }
        if (!model.abilities().containsAll(facts.needs()) || !model.abilities().containsAll(workload.needs())) {
            return reasons.refused(
                    Kind.NO_ROUTE, "model.abilities", name, "the model lacks " + lacking(model) + ", which is needed");
        }
        // each text to embed has a window of its own
        if (!embeds() && inputTokens > model.contextTokens()) {
            return reasons.refused(
                    Kind.NO_ROUTE,
                    "model.context",
                    name,
                    "about " + inputTokens + " tokens do not fit a context of " + model.contextTokens());
        }
        return outputLimit > 0
                || reasons.refused(Kind.CLIENT, "output.limit", name, "an output limit of 0 leaves nothing to answer");
    }

    private EnumSet<Ability> lacking(Model model) {
        var lacking = EnumSet.noneOf(Ability.class);
        lacking.addAll(facts.needs());
        lacking.addAll(workload.needs());
        lacking.removeAll(model.abilities());
        return lacking;
    }

    private int outputLimit(Model model) {
        int most = Math.min(workload.maxTokens(), model.maxOutputTokens());
        return facts.outputLimit() < 0 ? most : Math.min(facts.outputLimit(), most);
    }

    private Optional<Candidate> priced(
            Target target, String name, Provider provider, Model model, int lane, int outputLimit) {
        Optional<Long> worst = worst(provider, model, outputLimit);
        if (worst.isEmpty()) {
            reasons.refused(
                    Kind.UNKNOWN_PRICE,
                    "price.known",
                    name,
                    "a price that this call could need is unknown; set the model's price in the policy");
            return Optional.empty();
        }
        return Optional.of(
                new Candidate(
                        name,
                        target,
                        provider,
                        model,
                        lane,
                        asked(target, facts),
                        outputLimit,
                        inputTokens,
                        inputBound(model) + outputBound(outputLimit),
                        worst.get(),
                        worst.get() == 0 ? 0 : estimate(provider, model, outputLimit, worst.get()),
                        live.load(name)));
    }

    /// The most a call there can cost with such an output limit; 0 where calls cost nothing, empty when a price is
    /// unknown.
    Optional<Long> worst(Provider provider, Model model, int outputLimit) {
        return costs(provider)
                ? prices.worst(
                        provider.vendor(),
                        model,
                        inputBound(model),
                        outputBound(outputLimit),
                        facts.maxSearchCalls(),
                        facts.serviceTier(),
                        now)
                : Optional.of(0L);
    }

    /// Whether a call there costs money: paid accounts do, and the practice provider simulates that it does.
    private static boolean costs(Provider provider) {
        return provider.tier() == Tier.PAID || provider.practice();
    }

    /// No provider bills more input than the model's window holds, or those of all texts to embed.
    private long inputBound(Model model) {
        return embeds() ? facts.inputBound() : Math.min(facts.inputBound(), model.contextTokens());
    }

    private boolean embeds() {
        return facts.needs().contains(Ability.EMBEDDINGS);
    }

    private long outputBound(int outputLimit) {
        return (long) outputLimit * facts.choices();
    }

    private long estimate(Provider provider, Model model, int outputLimit, long worst) {
        long output = Math.min(LIKELY_OUTPUT, Math.ceilDiv(outputLimit, LIKELY_OUTPUT_SHARE)) * (long) facts.choices();
        var counts = new EnumMap<Counter, Long>(Map.of(Counter.IN_TEXT, inputTokens, Counter.OUT_TEXT, output));
        var usage = new Usage(counts, inputTokens, facts.serviceTier(), "", -1);
        return prices.cost(provider.vendor(), model, usage, now).map(PriceBook.Cost::nanos).orElse(worst);
    }
}
