package signalbox.core.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import signalbox.core.plan.Plan.Refusal;
import signalbox.core.plan.Plan.Refusal.Kind;
import signalbox.core.plan.Step.Verdict;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.policy.Tier;
import signalbox.core.policy.Workload;
import signalbox.core.price.PriceBook;

/// Plans one call: which targets to try, in which order, and why not the others. Pure: equal inputs give equal plans.
///
/// Filters run in a fixed order (interlock, wire, abilities, context, price, health), hard rules first, so that the
/// reason a target shows is the most serious one.
public final class Planner {
    /// Bytes per token that hardly any text exceeds; only for judging whether a prompt can fit a context window. Holds
    /// use the sound bound instead.
    private static final int BYTES_PER_TOKEN = 3;

    private final Policy policy;
    private final PriceBook prices;
    private final CallFacts facts;
    private final LiveView live;
    private final Instant now;
    private final List<Step> steps = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private Refusal firstRefusal;

    private Planner(Policy policy, PriceBook prices, CallFacts facts, LiveView live, Instant now) {
        this.policy = policy;
        this.prices = prices;
        this.facts = facts;
        this.live = live;
        this.now = now;
    }

    public static Plan plan(Policy policy, PriceBook prices, CallFacts facts, LiveView live, Instant now) {
        return new Planner(policy, prices, facts, live, now).plan();
    }

    private Plan plan() {
        Workload workload = policy.workloads().get(facts.workload());
        Route route = workload == null ? null : policy.routes().get(workload.route());
        if (route == null) {
            return refused(
                    Kind.UNKNOWN_WORKLOAD, "workload.exists", "There is no workload \"" + facts.workload() + "\".");
        }
        List<Candidate> order = order(route);
        if (order.stream().noneMatch(Candidate::asked) && !facts.askedModel().isEmpty() && !workload.anyModel()) {
            return refused(
                    Kind.UNKNOWN_MODEL,
                    "route.model",
                    "The model \""
                            + facts.askedModel()
                            + "\" is not on the route of workload "
                            + workload.name()
                            + "; GET /v1/models lists what this key may use.");
        }
        order.forEach(candidate -> weigh(workload, candidate));
        return attempts.isEmpty() ? new Plan(List.of(), steps, firstRefusal) : new Plan(attempts, steps, null);
    }

    private record Candidate(Target target, int lane, boolean asked) {
        String name() {
            return target.provider() + "/" + target.model();
        }
    }

    /// The route's targets, those the client asked for by name first.
    private List<Candidate> order(Route route) {
        var asked = new ArrayList<Candidate>();
        var others = new ArrayList<Candidate>();
        for (int lane = 0; lane < route.lanes().size(); lane++) {
            for (Target target : route.lanes().get(lane).targets()) {
                String name = target.provider() + "/" + target.model();
                boolean match = target.model().equals(facts.askedModel()) || name.equals(facts.askedModel());
                (match ? asked : others).add(new Candidate(target, lane, match));
            }
        }
        asked.addAll(others);
        return asked;
    }

    private void weigh(Workload workload, Candidate candidate) {
        Provider provider = policy.providers().get(candidate.target().provider());
        Model model = provider == null ? null : provider.models().get(candidate.target().model());
        if (model == null) {
            refuse(Kind.NO_ROUTE, "target.exists", candidate.name(), "the target does not exist");
            return;
        }
        int outputLimit = outputLimit(workload, model);
        if (allowed(workload, candidate, provider) && able(workload, candidate, provider, model, outputLimit)) {
            priced(candidate, provider, model, outputLimit);
        }
    }

    private boolean allowed(Workload workload, Candidate candidate, Provider provider) {
        Optional<Interlock.Refusal> refusal = Interlock.refusal(policy, provider, workload.name(), facts.pii());
        refusal.ifPresent(why -> refuse(Kind.INTERLOCK, why.rule(), candidate.name(), why.message()));
        return refusal.isEmpty();
    }

    private boolean able(Workload workload, Candidate candidate, Provider provider, Model model, int outputLimit) {
        var needs = java.util.EnumSet.noneOf(signalbox.core.policy.Ability.class);
        needs.addAll(facts.needs());
        needs.addAll(workload.needs());
        needs.removeAll(model.abilities());
        long estimate = facts.inputBound() == CallFacts.UNBOUNDED ? 0 : facts.inputBound() / BYTES_PER_TOKEN;
        if (provider.paused()) {
            return refuse(Kind.NO_ROUTE, "provider.paused", candidate.name(), "the operator paused the provider");
        }
        if (provider.wire() != facts.wire()) {
            return refuse(
                    Kind.NO_ROUTE,
                    "dialect.match",
                    candidate.name(),
                    "the call speaks " + facts.wire().id() + ", the provider " + provider.wire().id());
        }
        if (!needs.isEmpty()) {
            return refuse(Kind.NO_ROUTE, "model.abilities", candidate.name(), "the model lacks " + needs);
        }
        if (estimate > model.contextTokens()) {
            return refuse(
                    Kind.NO_ROUTE,
                    "model.context",
                    candidate.name(),
                    "about " + estimate + " tokens do not fit a context of " + model.contextTokens());
        }
        return !cooling(candidate) && outputLimit > 0;
    }

    private boolean cooling(Candidate candidate) {
        for (String name : List.of(candidate.target().provider(), candidate.name())) {
            Instant until = live.coolingUntil().get(name);
            if (until != null && until.isAfter(now)) {
                refuse(Kind.NO_ROUTE, "health.cooling", candidate.name(), "not tried before " + until);
                return true;
            }
        }
        return false;
    }

    private void priced(Candidate candidate, Provider provider, Model model, int outputLimit) {
        long outputBound = (long) outputLimit * facts.choices();
        // no provider bills more input than the model's window holds
        long inputBound = Math.min(facts.inputBound(), model.contextTokens());
        long worst = 0;
        if (costs(provider)) {
            Optional<Long> bound =
                    prices.worst(
                            provider.vendor(),
                            model,
                            inputBound,
                            outputBound,
                            facts.maxSearchCalls(),
                            facts.serviceTier(),
                            now);
            if (bound.isEmpty()) {
                refuse(
                        Kind.UNKNOWN_PRICE,
                        "price.known",
                        candidate.name(),
                        "a price that this call could need is unknown; set the model's price in the policy");
                return;
            }
            worst = bound.get();
        }
        String why = attempts.isEmpty() ? (candidate.asked() ? "asked" : "primary") : "fallback";
        attempts.add(
                new Attempt(
                        provider.name(),
                        model.id(),
                        candidate.lane(),
                        outputLimit,
                        inputBound + outputBound,
                        worst,
                        why));
        steps.add(
                new Step(
                        "route." + why,
                        candidate.name(),
                        Verdict.CHOSEN,
                        "lane "
                                + (candidate.lane() + 1)
                                + ", at most "
                                + outputLimit
                                + " output tokens, worst case "
                                + worst
                                + " nano-dollars"));
    }

    /// Whether a call there costs money: paid accounts do, and the practice provider simulates that it does.
    private static boolean costs(Provider provider) {
        return provider.tier() == Tier.PAID || provider.practice();
    }

    private int outputLimit(Workload workload, Model model) {
        int most = Math.min(workload.maxTokens(), model.maxOutputTokens());
        return facts.outputLimit() < 0 ? most : Math.min(facts.outputLimit(), most);
    }

    private boolean refuse(Kind kind, String rule, String subject, String detail) {
        steps.add(new Step(rule, subject, Verdict.REFUSED, detail));
        String message = subject + ": " + detail + ".";
        // the operator's hard rule is the reason to show when several targets fell for different ones
        if (firstRefusal == null || (kind == Kind.INTERLOCK && firstRefusal.kind() != Kind.INTERLOCK)) {
            firstRefusal = new Refusal(kind, rule, message);
        }
        return false;
    }

    private Plan refused(Kind kind, String rule, String message) {
        steps.add(new Step(rule, facts.workload(), Verdict.REFUSED, message));
        return new Plan(List.of(), steps, new Refusal(kind, rule, message));
    }
}
