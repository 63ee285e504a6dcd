package signalbox.app.routes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.core.Router;
import signalbox.core.ledger.Ledger;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.plan.PolicyAdvice;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policy.Route;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;

/// State of the routes screen. FX thread; plans and outcomes are asked for in the background.
public final class RoutesModel {
    static final int DAYS = 7;

    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<List<RouteRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Outcomes> outcomes = new ReadOnlyObjectWrapper<>(Outcomes.NONE);
    private long version = -1;

    public RoutesModel(Router router, Background background, InstantSource clock) {
        this.router = router;
        this.background = background;
        this.clock = clock;
    }

    public ReadOnlyObjectProperty<List<RouteRow>> rows() {
        return rows.getReadOnlyProperty();
    }

    /// Of the experiment last asked for with [#readOutcomes].
    ReadOnlyObjectProperty<Outcomes> outcomes() {
        return outcomes.getReadOnlyProperty();
    }

    public Policy policy() {
        return router.policy();
    }

    /// Takes the routes of the policy in force; waits for nothing.
    public void refresh() {
        Policy now = policy();
        if (now.version() == version) {
            return;
        }
        version = now.version();
        rows.set(now.routes().values().stream().map(route -> new RouteRow(route, users(now, route.name()))).toList());
    }

    private static List<String> users(Policy policy, String route) {
        return policy.workloads().values().stream()
                .filter(workload -> workload.route().equals(route))
                .map(Workload::name)
                .toList();
    }

    /// Every target that a lane can name.
    public List<String> everyTarget() {
        return policy().providers().values().stream()
                .flatMap(provider -> provider.models().keySet().stream().map(model -> provider.name() + "/" + model))
                .toList();
    }

    /// Reads how the arms of an experiment have done in the last days; an empty name forgets them.
    void readOutcomes(String experiment) {
        outcomes.set(Outcomes.NONE);
        if (experiment.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        background.run(
                () -> arms(experiment, now),
                outcomes::set,
                problem -> outcomes.set(new Outcomes(experiment, List.of(), problem)));
    }

    private Outcomes arms(String experiment, Instant now) {
        List<Ledger.ArmOutcome> arms = router.ledger().armOutcomes(experiment, now.minus(Duration.ofDays(DAYS)), now);
        return new Outcomes(experiment, arms, null);
    }

    /// The policy with a draft of a route in it.
    Policy with(Route draft) {
        return new PolicyChange.Put(new Part.OfRoute(draft)).applyTo(policy());
    }

    /// What is wrong with a draft, with paths below its route: `[0]`, `.experiment.arms.b`, or empty.
    List<PolicyProblem> problems(Route draft) {
        return below(draft, PolicyCheck.problems(with(draft)));
    }

    /// What a draft would not do although it says so, about itself and about the workloads that use it.
    List<PolicyProblem> advice(Route draft) {
        Policy after = with(draft);
        List<PolicyProblem> every = PolicyAdvice.of(after);
        var advice = new ArrayList<>(below(draft, every));
        for (String workload : users(after, draft.name())) {
            every.stream()
                    .filter(one -> one.path().startsWith("workloads." + workload + "."))
                    .map(one -> new PolicyProblem("", workload + ": " + one.message()))
                    .forEach(advice::add);
        }
        return advice;
    }

    private static List<PolicyProblem> below(Route draft, List<PolicyProblem> every) {
        String path = "routes." + draft.name();
        return every.stream()
                .filter(one -> one.path().startsWith(path))
                .map(one -> new PolicyProblem(one.path().substring(path.length()), one.message()))
                .filter(one -> one.path().isEmpty() || one.path().startsWith("[") || one.path().startsWith("."))
                .toList();
    }

    /// What would be done with a call of a workload under a draft, and why. Calls nobody.
    void plan(Route draft, String workload, PiiClass pii, long input, Consumer<Plan> done, Consumer<Exception> failed) {
        Policy after = with(draft);
        var facts = new CallFacts(workload, "console", Wire.OPENAI_CHAT, "", pii, input, -1, 1, false, Set.of(), 0, "");
        background.run(() -> router.plan(after, facts), done, failed::accept);
    }
}
