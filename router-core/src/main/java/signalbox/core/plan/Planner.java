package signalbox.core.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import signalbox.core.plan.Plan.Refusal;
import signalbox.core.plan.Plan.Refusal.Kind;
import signalbox.core.plan.Step.Verdict;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.Mode;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.policy.Workload;
import signalbox.core.price.PriceBook;

/// Plans one call: which targets to try, in which order, and why not the others. Pure: equal inputs give equal plans.
///
/// In this order: the arm of the route's experiment, hard filters ([Candidates]), each lane's strategy ([Ordering]),
/// what the client asked for by name, the cost class of fallbacks, what goes on at the targets right now
/// ([Availability]), budgets at their limit ([Downgrade]).
public final class Planner {
    private final Policy policy;
    private final CallFacts facts;
    private final LiveView live;
    private final Instant now;
    private final PriceBook prices;
    private final Reasons reasons = new Reasons();

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
        if (workload.conduct().mode() == Mode.OBSERVE) {
            List<Target> named = Observed.named(policy, route, facts);
            if (!named.isEmpty()) {
                Plan decided = new Planner(policy, prices, facts, live, now).decided(workload, route);
                return observed(workload, named, decided);
            }
        }
        return decided(workload, route);
    }

    private Plan decided(Workload workload, Route route) {
        if (!serves(route, workload)) {
            return refused(
                    Kind.UNKNOWN_MODEL,
                    "route.model",
                    "The model \""
                            + facts.askedModel()
                            + "\" is not on the route of workload "
                            + workload.name()
                            + "; GET /v1/models lists what this key may use.");
        }
        return plan(workload, route);
    }

    /// The plan of a workload that is only observed: its route decides, and the call goes where its client asked.
    private Plan observed(Workload workload, List<Target> named, Plan decided) {
        reasons.add(Observed.step(decided));
        var candidates = new Candidates(policy, prices, facts, live, now, workload, reasons);
        List<Candidate> order = lane(new Lane(named), 0, new HashSet<>(), candidates, ordering(workload));
        List<Attempt> attempts = attempts(new Availability(facts, live, now, reasons).of(order), false);
        Refusal refusal = attempts.isEmpty() ? reasons.refusal() : null;
        Attempt instead = decided.attempts().isEmpty() ? null : decided.attempts().getFirst();
        return new Plan(attempts, reasons.steps(), refusal, List.of(), instead);
    }

    private boolean serves(Route route, Workload workload) {
        return facts.askedModel().isEmpty()
                || workload.anyModel()
                || route.targets().stream().anyMatch(target -> Candidates.asked(target, facts));
    }

    private Plan plan(Workload workload, Route route) {
        var candidates = new Candidates(policy, prices, facts, live, now, workload, reasons);
        List<Candidate> order = askedFirst(ordered(workload, route, candidates));
        order = inClass(workload, order);
        order = new Availability(facts, live, now, reasons).of(order);
        var downgrade = new Downgrade(workload, facts, live, candidates, reasons);
        List<Attempt> attempts = attempts(downgrade.of(order), !downgrade.atLimit().isEmpty());
        Refusal refusal = attempts.isEmpty() ? reasons.refusal() : null;
        return new Plan(attempts, reasons.steps(), refusal, downgrade.atLimit());
    }

    /// The candidates of every lane in the order of its strategy, an experiment's lane before the route's own.
    private List<Candidate> ordered(Workload workload, Route route, Candidates candidates) {
        Ordering ordering = ordering(workload);
        var order = new ArrayList<Candidate>();
        Set<String> seen = new HashSet<>();
        if (route.experiment().isPresent()) {
            Experiment experiment = route.experiment().get();
            Experiment.Arm arm = Arms.of(experiment, facts.subject());
            reasons.noted(Arms.RULE, experiment.name() + "/" + arm.name(), "weight " + arm.weight());
            order.addAll(lane(arm.lane(), -1, seen, candidates, ordering));
        }
        for (int number = 0; number < route.lanes().size(); number++) {
            order.addAll(lane(route.lanes().get(number), number, seen, candidates, ordering));
        }
        return order;
    }

    private Ordering ordering(Workload workload) {
        return new Ordering(facts, workload.quality(), Sticky.of(live, now), reasons);
    }

    private static List<Candidate> lane(
            Lane lane, int number, Set<String> seen, Candidates candidates, Ordering ordering) {
        var able = new ArrayList<Candidate>(lane.targets().size());
        for (Target target : lane.targets()) {
            if (seen.add(Candidates.name(target))) {
                candidates.of(target, number).ifPresent(able::add);
            }
        }
        return ordering.of(lane.order(), able);
    }

    private static List<Candidate> askedFirst(List<Candidate> order) {
        var asked = new ArrayList<Candidate>(order.size());
        order.stream().filter(Candidate::asked).forEach(asked::add);
        order.stream().filter(candidate -> !candidate.asked()).forEach(asked::add);
        return asked;
    }

    /// Without the targets of a dearer class than the first choice has, unless the workload lets fallbacks go there.
    /// What costs nothing is never dearer.
    private List<Candidate> inClass(Workload workload, List<Candidate> order) {
        if (order.isEmpty() || workload.conduct().failover().dearerClass()) {
            return order;
        }
        ModelClass first = order.getFirst().model().modelClass();
        var kept = new ArrayList<Candidate>(order.size());
        for (Candidate candidate : order) {
            ModelClass modelClass = candidate.model().modelClass();
            if (modelClass.compareTo(first) <= 0 || candidate.worstNanos() == 0) {
                kept.add(candidate);
            } else {
                reasons.refused(
                        Kind.NO_ROUTE,
                        "failover.class",
                        candidate.name(),
                        "its class is " + word(modelClass) + ", dearer than " + word(first) + " of the first choice");
            }
        }
        return kept;
    }

    private List<Attempt> attempts(List<Candidate> order, boolean downgraded) {
        var attempts = new ArrayList<Attempt>(order.size());
        for (Candidate candidate : order) {
            String why =
                    !attempts.isEmpty()
                            ? "fallback"
                            : downgraded ? "downgraded" : candidate.asked() ? "asked" : "primary";
            attempts.add(candidate.attempt(why));
            reasons.chosen(
                    "route." + why,
                    candidate.name(),
                    candidate.laneName()
                            + ", at most "
                            + candidate.outputLimit()
                            + " output tokens, about "
                            + Amount.money(candidate.estimateNanos())
                            + ", worst case "
                            + Amount.money(candidate.worstNanos()));
        }
        return attempts;
    }

    private static String word(ModelClass modelClass) {
        return modelClass.name().toLowerCase(Locale.ROOT);
    }

    private Plan refused(Kind kind, String rule, String message) {
        var step = new Step(rule, facts.workload(), Verdict.REFUSED, message);
        return new Plan(List.of(), List.of(step), new Refusal(kind, rule, message));
    }
}
