package signalbox.app.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import signalbox.core.BudgetExplanation;
import signalbox.core.CallRequest;
import signalbox.core.ClientSink;
import signalbox.core.DataCare;
import signalbox.core.Pricing;
import signalbox.core.Resends;
import signalbox.core.Router;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Forecast;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Retention;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policy.Scope;
import signalbox.core.price.PriceBook;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replayer;

/// A router without a core: tests set its policy and budgets, emit its events, and read what was asked of it.
/// Thread-safe.
public final class FakeRouter implements Router {
    private final List<Consumer<RouterEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, RouterEvent.ProviderHealth> health = new HashMap<>();
    private final FakeLedger ledger = new FakeLedger();
    private final FakePricing pricing = new FakePricing(() -> policy(), this::now, asked::add);
    private volatile List<BudgetStatus> budgets = List.of();
    private volatile Policy policy = Policy.EMPTY;
    private volatile RouterException next;
    private volatile RouterException nextStore;
    private volatile RouterException nextExplain;
    private volatile RuntimeException nextBudgets;
    private final FakeVault vault = new FakeVault();
    private volatile ProviderTest trial = new ProviderTest(true, 200, "ok", 100_000, Duration.ofMillis(412));
    private volatile int inFlight;
    private volatile Plan plan;
    private final Map<Long, Policy> past = new ConcurrentHashMap<>();
    private volatile Instant now = SampleDay.NOW;
    private volatile Retention retention = Retention.DEFAULT;
    private volatile String resendRefusal = "bodies_not_kept";

    public FakeRouter() {}

    public FakeRouter policy(Policy newPolicy) {
        policy = newPolicy;
        return this;
    }

    /// A policy that was in force.
    public FakeRouter past(Policy old) {
        past.put(old.version(), old);
        return this;
    }

    public FakeRouter budgets(List<BudgetStatus> newBudgets) {
        budgets = List.copyOf(newBudgets);
        return this;
    }

    public FakeRouter inFlight(int calls) {
        inFlight = calls;
        return this;
    }

    public FakeRouter plan(Plan newPlan) {
        plan = newPlan;
        return this;
    }

    private Instant now() {
        return now;
    }

    public FakeRouter now(Instant instant) {
        now = instant;
        return this;
    }

    /// The next thing that changes something fails so.
    public void failNext(RouterException failure) {
        next = failure;
    }

    /// The next secret is refused so.
    public void failStore(RouterException failure) {
        nextStore = failure;
    }

    /// What test calls come to from now on.
    public void answerTests(boolean ok, int status, String message) {
        trial = new ProviderTest(ok, status, message, ok ? 100_000 : 0, Duration.ofMillis(412));
    }

    /// Everything that was asked for and changes something, such as `unlock nightly-etl`.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// Tells listeners, as the core would: on the calling thread. A finished call also goes into the ledger.
    public void emit(RouterEvent event) {
        if (event instanceof RouterEvent.CallFinished(CallRow row)) {
            ledger.add(row);
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    public void health(RouterEvent.ProviderHealth state) {
        health.put(state.provider(), state);
        emit(state);
    }

    @Override
    public FakeLedger ledger() {
        return ledger;
    }

    @Override
    public DataCare care() {
        throw new UnsupportedOperationException("there is no data directory");
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public PolicyChange apply(PolicyChange change, String actor, String reason) throws RouterException {
        note("apply " + change.getClass().getSimpleName() + (reason.isEmpty() ? "" : " because " + reason));
        var inverse = change.inverse(policy);
        var after = change.applyTo(policy);
        refuseInvalid(after);
        past.put(policy.version(), policy);
        policy = after;
        emit(new RouterEvent.PolicyChanged(policy, now));
        return inverse;
    }

    /// As the real one does; what a sample has wrong already is let be.
    private void refuseInvalid(Policy after) throws RouterException {
        var problems = new ArrayList<>(PolicyCheck.problems(after));
        problems.removeAll(PolicyCheck.problems(policy));
        if (!problems.isEmpty()) {
            throw new RouterException("policy_invalid", problems.toString());
        }
    }

    @Override
    public Plan plan(CallFacts facts) {
        return plan == null ? plan(policy, facts) : plan;
    }

    @Override
    public Policy policyAt(long version) throws RouterException {
        if (version == policy.version()) {
            return policy;
        }
        if (!past.containsKey(version)) {
            throw new RouterException("no_such_version", "There is no policy of version " + version + ".");
        }
        return past.get(version);
    }

    @Override
    public Plan plan(Policy draft, CallFacts facts) {
        return signalbox.core.plan.Planner.plan(draft, prices(), facts, signalbox.core.plan.LiveView.CALM, now);
    }

    @Override
    public Replay replay(Policy draft, Instant from, Instant to, Replay.Progress progress) {
        var replayer = Replayer.between(policy, draft, prices(), progress);
        ledger().export(
                        from,
                        row -> {
                            if (row.at().isBefore(to)) {
                                replayer.add(row);
                            }
                        });
        return replayer.result();
    }

    @Override
    public signalbox.core.Permit enforce(CallFacts facts) {
        throw new UnsupportedOperationException("the console makes no calls of its own");
    }

    @Override
    public void call(CallRequest request, ClientSink sink) {
        throw new UnsupportedOperationException("the console never calls");
    }

    @Override
    public Optional<AppKey> authenticate(String secret) {
        return Optional.empty();
    }

    @Override
    public List<ModelOffer> models(AppKey key) {
        return List.of();
    }

    @Override
    public Optional<byte[]> callOf(AppKey key, String callId) {
        return Optional.empty();
    }

    @Override
    public void listening(Set<Integer> ports) {
        asked.add("listening " + ports);
    }

    @Override
    public BudgetStatus releaseUnreported(String budget, String actor) throws RouterException {
        note("releaseUnreported " + budget);
        replace(one -> one.budget().name().equals(budget), SampleTrail::released);
        return status(budget);
    }

    private BudgetStatus status(String budget) {
        return budgets().stream().filter(one -> one.budget().name().equals(budget)).findFirst().orElseThrow();
    }

    @Override
    public void confirmClock(String actor) throws RouterException {
        note("confirmClock");
    }

    @Override
    public BudgetExplanation explainBudget(String budget, Optional<Instant> at, int limit) throws RouterException {
        var failure = nextExplain;
        if (failure != null) {
            throw failure;
        }
        return SampleDay.explanation(status(budget), ledger);
    }

    /// From now on no budget can be explained; null ends it.
    public void failExplain(RouterException failure) {
        nextExplain = failure;
    }

    @Override
    public BudgetStatus lift(String budget, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        note("lift " + budget + " " + kind + " " + ceiling.map(Amount::format).orElse("suggested"));
        lift(one -> one.budget().name().equals(budget), kind, ceiling, actor, reason);
        return status(budget);
    }

    @Override
    public long settleReviewed(long call, OptionalInt attempt, OptionalLong actualNanos, String actor, String reason)
            throws RouterException {
        note("settleReviewed " + call + " " + (actualNanos.isPresent() ? actualNanos.getAsLong() : "kept"));
        ledger.reviewed(call);
        return 0;
    }

    /// The statuses that were set, of the budgets that the policy has now; budgets made since are unspent.
    @Override
    public List<BudgetStatus> budgets() {
        var failure = nextBudgets;
        if (failure != null) {
            throw failure;
        }
        var now = new ArrayList<BudgetStatus>();
        for (BudgetStatus one : budgets) {
            var budget = policy.budgets().get(one.budget().name());
            if (budget != null || policy.budgets().isEmpty()) {
                now.add(budget == null || budget.equals(one.budget()) ? one : SampleDay.changed(one, budget));
            }
        }
        policy.budgets().values().stream()
                .filter(budget -> budgets.stream().noneMatch(one -> one.budget().name().equals(budget.name())))
                .forEach(budget -> now.add(SampleDay.status(budget, 0, 0, BudgetStatus.State.OK, 0)));
        return List.copyOf(now);
    }

    /// From now on the budgets cannot be read; null ends it.
    public void failBudgets(RuntimeException failure) {
        nextBudgets = failure;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public List<BudgetStatus> unlock(String workload, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        note("unlock " + workload);
        return lift(workload, Bump.Kind.UNLOCK, ceiling, actor);
    }

    @Override
    public List<BudgetStatus> raise(
            String workload, Optional<Amount> ceiling, boolean lasting, String actor, String reason)
            throws RouterException {
        note("raise " + workload + " " + ceiling.map(Amount::format).orElse("suggested") + (lasting ? " lasting" : ""));
        return lift(workload, Bump.Kind.RAISE, ceiling, actor);
    }

    @Override
    public long suggestCeiling(BudgetStatus status) {
        return Forecast.suggestCeiling(status, now);
    }

    @Override
    public void withdrawBumps(String budget, String actor) throws RouterException {
        note("withdraw " + budget);
        replace(
                one -> one.budget().name().equals(budget),
                one -> SampleDay.with(one, one.budget().cap(), List.of(), BudgetStatus.State.HALTED, now));
    }

    @Override
    public IssuedKey issueKey(String name, String workload, Set<String> allowed, String actor) throws RouterException {
        note("issue " + name);
        var key = new AppKey(name, workload, allowed, PiiClass.PUBLIC);
        policy = new PolicyChange.Put(new PolicyChange.Part.OfKey(key)).applyTo(policy);
        return new IssuedKey(key, "sbx-" + name + "-4f7c2a91d0b35e68");
    }

    @Override
    public void revokeKey(String name, String actor) throws RouterException {
        note("revoke " + name);
    }

    @Override
    public void storeSecret(String name, char[] secret) throws RouterException {
        note("store " + name);
        var failure = nextStore;
        nextStore = null;
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public ProviderTest testProvider(String provider, String model) {
        asked.add("test " + provider + " " + model);
        return trial;
    }

    @Override
    public List<signalbox.core.FoundModel> discover(String provider) {
        asked.add("discover " + provider);
        var models = policy.providers().get("ollama").models().values();
        return models.stream()
                .map(model -> new signalbox.core.FoundModel(model, model.id(), true, false, "found"))
                .toList();
    }

    @Override
    public FakeVault vault() {
        return vault;
    }

    @Override
    public void practice(PracticeSettings settings) {
        asked.add("practice " + settings.fault().id());
    }

    @Override
    public Map<String, RouterEvent.ProviderHealth> health() {
        return Map.copyOf(health);
    }

    @Override
    public PriceBook prices() {
        return new FakePrices(pricing.history().book());
    }

    /// What sends calls again; where a code stands, it refuses with it.
    public FakeRouter resendsRefuse(String code) {
        resendRefusal = code;
        return this;
    }

    @Override
    public Resends resends() {
        return new Resends() {
            @Override
            public void check(CallRow call) throws RouterException {
                if (!resendRefusal.isEmpty()) {
                    throw new RouterException(resendRefusal, "It cannot be sent again.");
                }
            }

            @Override
            public CallRequest kept(CallRow call) throws RouterException {
                check(call);
                var key = new AppKey(call.key(), call.workload(), Set.of(call.workload()), PiiClass.PUBLIC);
                byte[] body = "{\"kept\": \"it's\"}".getBytes(StandardCharsets.UTF_8);
                return new CallRequest(call.at(), key, call.wire(), call.workload(), Map.of(), body);
            }

            @Override
            public Sent resend(CallRow call, String actor) throws RouterException {
                check(call);
                note("resend " + signalbox.core.ledger.CallId.format(call.id()));
                return new Sent("c-again", 200);
            }
        };
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public void retain(Retention wanted, String actor) throws RouterException {
        note("retain " + wanted.calls().toDays());
        retention = wanted;
    }

    @Override
    public Pricing pricing() {
        return pricing;
    }

    @Override
    public Subscription on(Consumer<RouterEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// How many listen.
    public int listeners() {
        return listeners.size();
    }

    @Override
    public void close() {
        listeners.clear();
    }

    private void note(String what) throws RouterException {
        asked.add(what);
        var failure = next;
        next = null;
        if (failure != null) {
            throw failure;
        }
    }

    private List<BudgetStatus> lift(String workload, Bump.Kind kind, Optional<Amount> ceiling, String actor) {
        lift(one -> one.budget().scope().equals(new Scope.OfWorkload(workload)), kind, ceiling, actor, "");
        return budgets;
    }

    private void lift(
            Predicate<BudgetStatus> which, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason) {
        replace(
                which,
                one -> {
                    long cap = ceiling.map(Amount::units).orElse(suggestCeiling(one));
                    var bump =
                            new Bump(
                                    one.budget().name(),
                                    cap - one.cap(),
                                    one.windowStart(),
                                    one.windowEnd(),
                                    kind,
                                    actor,
                                    reason);
                    var resumed = SampleDay.with(one, cap, List.of(bump), BudgetStatus.State.OK, null);
                    emit(new RouterEvent.BudgetResumed(resumed, now));
                    return resumed;
                });
    }

    private void replace(Predicate<BudgetStatus> which, UnaryOperator<BudgetStatus> change) {
        var changed = new ArrayList<BudgetStatus>();
        for (BudgetStatus one : budgets) {
            changed.add(which.test(one) ? change.apply(one) : one);
        }
        budgets = List.copyOf(changed);
    }
}
