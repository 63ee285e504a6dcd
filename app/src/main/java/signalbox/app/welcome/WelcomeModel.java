package signalbox.app.welcome;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import signalbox.app.live.Background;
import signalbox.app.shell.FirstCall;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Route;
import signalbox.core.policy.Window;

/// Actions of the first run. FX thread; the router is asked in the background.
public final class WelcomeModel {
    private final Router router;
    private final Background background;
    private final FoundKeys keys;
    private final String actor;

    /// @param target `provider/model` that was called
    /// @param practice whether it only simulates
    record Tested(Router.ProviderTest test, String target, boolean practice) {}

    public WelcomeModel(Router router, Background background, FoundKeys keys, String actor) {
        this.router = router;
        this.background = background;
        this.keys = keys;
        this.actor = actor;
    }

    List<FoundKeys.Key> keys() {
        return keys.unused();
    }

    void use(List<FoundKeys.Key> chosen, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    for (FoundKeys.Key key : chosen) {
                        keys.use(key);
                    }
                    return chosen;
                },
                used -> done.run(),
                failed);
    }

    /// The daily cap of the workload that the first call goes to, in nano-dollars.
    OptionalLong cap() {
        return budget().map(budget -> OptionalLong.of(budget.cap())).orElse(OptionalLong.empty());
    }

    void cap(long nanos, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    var budget = budget();
                    if (budget.isPresent() && budget.get().cap() != nanos) {
                        var changed = new PolicyChange.Part.OfBudget(budget.get().withCap(nanos));
                        router.apply(new PolicyChange.Put(changed), actor, "");
                    }
                    return nanos;
                },
                set -> done.run(),
                failed);
    }

    /// One tiny call to what that workload tries first.
    void test(Consumer<Tested> done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    var policy = router.policy();
                    var workload =
                            FirstCall.workload(policy)
                                    .orElseThrow(() -> new RouterException("no_workload", Text.of("first_call.none")));
                    var target = policy.routes().get(workload.route()).targets().getFirst();
                    var provider = policy.providers().get(target.provider());
                    return new Tested(
                            router.testProvider(target.provider(), target.model()),
                            target.provider() + "/" + target.model(),
                            provider.practice());
                },
                done,
                failed);
    }

    /// Whether that workload calls for real and could practise instead.
    boolean canPractise() {
        return toPractice().isPresent();
    }

    /// Lets it practise; the providers that were added stay.
    void practise(Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    var change = toPractice();
                    if (change.isPresent()) {
                        router.apply(change.get(), actor, "");
                    }
                    return change;
                },
                changed -> done.run(),
                failed);
    }

    private Optional<PolicyChange> toPractice() {
        var policy = router.policy();
        return FirstCall.workload(policy)
                .filter(workload -> !practises(policy, policy.routes().get(workload.route())))
                .flatMap(workload ->
                        policy.routes().values().stream()
                                .filter(route -> practises(policy, route))
                                .findFirst()
                                .map(route -> new PolicyChange.Part.OfWorkload(workload.withRoute(route.name()))))
                .map(PolicyChange.Put::new);
    }

    private static boolean practises(Policy policy, Route route) {
        return !route.targets().isEmpty()
                && route.targets().stream().allMatch(target -> policy.providers().get(target.provider()).practice());
    }

    private Optional<Budget> budget() {
        var policy = router.policy();
        return FirstCall.workload(policy).stream()
                .flatMap(workload -> policy.budgetsOf(workload.name()).stream())
                .filter(one -> one.measure() == Measure.MONEY && one.window() == Window.DAY)
                .findFirst();
    }
}
