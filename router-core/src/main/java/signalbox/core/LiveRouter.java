package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.Ledger;
import signalbox.core.ledger.Retention;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.plan.Planner;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.price.PriceBook;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replayer;

/// The running router: holds the policy that is in force and hands every call to its pipeline.
final class LiveRouter implements Router {
    private final Parts parts;
    private final Duration closing;
    private volatile Engine engine;
    private final Pricing pricing;
    private final Ceilings ceilings;
    private final Reviews reviews;
    private final Upkeep upkeep;
    private final Keys keys;
    private final Resends resending;
    private final UnknownCallers callers;
    private final CallId ids;
    private final InFlight inFlight = new InFlight();
    private final Object changing = new Object();
    private volatile Policy policy;
    private volatile boolean closed;

    private LiveRouter(Parts parts, RouterConfig config) {
        this.parts = parts;
        this.closing = config.closing();
        this.policy = parts.policy();
        this.ids = new CallId(parts.store().recovered().lastCall());
        this.engine = Engine.of(parts, new Rows(parts, () -> closed));
        this.keys = new Keys(parts.appKeys());
        this.callers = new UnknownCallers(parts.clock(), parts.events()::tell);
        this.ceilings = new Ceilings(parts);
        var adjustments = new Adjustments(parts);
        this.reviews = new Reviews(adjustments, parts);
        this.pricing =
                new LivePricing(parts, book -> engine = engine.pricedBy(book), () -> policy, adjustments, changing);
        this.resending = new Resending(parts, engine.requests(), () -> policy, this::call);
        this.upkeep = new Upkeep(parts, engine, () -> policy, inFlight::count, new Retaining(parts, config));
    }

    static Router open(RouterConfig config) throws RouterException {
        return open(config, Retaining.FIRST);
    }

    /// @param retainFirst when the ledger is first relieved of what it no longer keeps
    static Router open(RouterConfig config, Duration retainFirst) throws RouterException {
        var router = new LiveRouter(Parts.open(config), config);
        router.upkeep.start(retainFirst);
        return router;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Policy policyAt(long version) throws RouterException {
        return PolicyStore.at(ledger(), version);
    }

    @Override
    public PolicyChange apply(PolicyChange change, String actor, String reason) throws RouterException {
        synchronized (changing) {
            Policy before = policy;
            Policy after = change.applyTo(before);
            parts.policyStore().write(change, before, after, actor, reason, parts.clock().instant());
            parts.books().configure(after.budgets().values());
            policy = after;
            parts.events().tell(new RouterEvent.PolicyChanged(after, parts.clock().instant()));
            return change.inverse(before);
        }
    }

    @Override
    public Plan plan(CallFacts facts) {
        return plan(policy, facts);
    }

    @Override
    public Plan plan(Policy draft, CallFacts facts) {
        return Planner.plan(draft, engine.prices(), facts, engine.live(draft, facts), engine.now());
    }

    @Override
    public Replay replay(Policy draft, Instant from, Instant to, Replay.Progress progress) {
        return Replayer.between(policy, draft, engine.prices(), progress).over(ledger(), from, to);
    }

    @Override
    public void call(CallRequest request, ClientSink sink) {
        long id = ids.next(request.at());
        var started = new RouterEvent.CallStarted(id, request.at(), request.workload(), request.key().name(), "");
        inFlight.during(
                id,
                new InFlight.Running(request.key().name(), request.at()),
                () -> {
                    parts.events().tell(started);
                    new CallPipeline(engine, policy, request, sink, id).run();
                    return null;
                });
    }

    @Override
    public Permit enforce(CallFacts facts) throws RouterException {
        return HeldCall.take(engine, policy, facts, ids.next(engine.now()));
    }

    @Override
    public int inFlight() {
        return inFlight.count();
    }

    @Override
    public Optional<byte[]> callOf(AppKey key, String callId) throws RouterException {
        return OwnCalls.find(key, callId, inFlight, ledger());
    }

    @Override
    public Optional<AppKey> authenticate(String secret) {
        return keys.authenticate(policy, secret);
    }

    @Override
    public UnknownCallers callers() {
        return callers;
    }

    @Override
    public List<ModelOffer> models(AppKey key) {
        return Keys.offers(policy, key);
    }

    @Override
    public List<BudgetStatus> budgets() {
        return parts.books().statuses(policy);
    }

    @Override
    public List<BudgetStatus> unlock(String workload, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        synchronized (changing) {
            return ceilings.unlock(policy, workload, ceiling, actor, reason, engine.now());
        }
    }

    @Override
    public List<BudgetStatus> raise(
            String workload, Optional<Amount> ceiling, boolean lasting, String actor, String reason)
            throws RouterException {
        synchronized (changing) {
            if (!lasting) {
                return List.of(ceilings.raise(policy, workload, ceiling, actor, reason, engine.now()));
            }
            Budget raised = ceilings.raised(policy, workload, ceiling, engine.now());
            apply(new PolicyChange.Put(new Part.OfBudget(raised)), actor, reason);
            return List.of(ceilings.status(policy, raised, engine.now()));
        }
    }

    @Override
    public BudgetStatus lift(String budget, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        synchronized (changing) {
            return ceilings.lift(policy, Ceilings.budget(policy, budget), kind, ceiling, actor, reason, engine.now());
        }
    }

    @Override
    public long suggestCeiling(BudgetStatus status) {
        return ceilings.suggest(policy, status, engine.now());
    }

    @Override
    public void withdrawBumps(String budget, String actor) throws RouterException {
        synchronized (changing) {
            ceilings.withdraw(policy, Ceilings.budget(policy, budget), actor, engine.now());
        }
    }

    @Override
    public BudgetStatus releaseUnreported(String budget, String actor) throws RouterException {
        synchronized (changing) {
            return ceilings.releaseUnreported(policy, Ceilings.budget(policy, budget), actor, engine.now());
        }
    }

    @Override
    public BudgetExplanation explainBudget(String budget, Optional<Instant> at, int limit) throws RouterException {
        return upkeep.budgets().explain(policy, Ceilings.budget(policy, budget), at, limit, engine.now());
    }

    @Override
    public long settleReviewed(long call, OptionalInt attempt, OptionalLong actual, String actor, String reason)
            throws RouterException {
        synchronized (changing) {
            return reviews.settle(policy, call, attempt, actual, actor, reason, engine.now());
        }
    }

    @Override
    public void confirmClock(String actor) throws RouterException {
        upkeep.clock().confirm(actor);
    }

    @Override
    public IssuedKey issueKey(String name, String workload, Set<String> allowed, String actor) throws RouterException {
        synchronized (changing) {
            AppKey key = keys.prepare(policy, name, workload, allowed);
            if (!key.equals(policy.keys().get(name))) {
                apply(new PolicyChange.Put(new Part.OfKey(key)), actor, "");
            }
            return new IssuedKey(key, keys.issue(name));
        }
    }

    @Override
    public void revokeKey(String name, String actor) throws RouterException {
        synchronized (changing) {
            AppKey key = keys.revoke(policy, name);
            apply(new PolicyChange.Remove(new Part.OfKey(key)), actor, "");
        }
    }

    @Override
    public void storeSecret(String name, char[] secret) throws RouterException {
        parts.secrets().store(policy, name, secret).forEach(engine.health()::forget);
    }

    @Override
    public VaultCare vault() {
        return parts.secrets().care();
    }

    @Override
    public List<FoundModel> discover(String name) throws RouterException {
        return new ModelDiscovery(parts.http(), engine.prices(), engine.now()).of(policy, name);
    }

    @Override
    public ProviderTest testProvider(String provider, String model) {
        long id = ids.next(engine.now());
        var call = new InFlight.Running(ProviderTrial.NAME, engine.now());
        return inFlight.during(id, call, () -> new ProviderTrial(engine, policy, id).run(provider, model));
    }

    @Override
    public void practice(PracticeSettings settings) {
        parts.practice().settings(settings);
    }

    @Override
    public Map<String, RouterEvent.ProviderHealth> health() {
        return ProviderConditions.of(engine.health(), engine.now());
    }

    @Override
    public void listening(Set<Integer> ports) {
        parts.http().ownPorts(ports);
    }

    @Override
    public Ledger ledger() {
        return parts.store().ledger();
    }

    @Override
    public Retention retention() {
        return upkeep.retaining().retention();
    }

    @Override
    public void retain(Retention retention, String actor) throws RouterException {
        upkeep.retaining().keep(retention, actor);
    }

    @Override
    public long deleteHistory(Instant before, String actor) throws RouterException {
        engine.forget(before);
        return upkeep.retaining().delete(before, actor);
    }

    @Override
    public DataCare care() {
        return new RunningData(parts.store(), parts.clock());
    }

    @Override
    public PriceBook prices() {
        return engine.prices();
    }

    @Override
    public Pricing pricing() {
        return pricing;
    }

    @Override
    public Resends resends() {
        return resending;
    }

    @Override
    public Subscription on(Consumer<RouterEvent> listener) {
        return parts.events().on(listener);
    }

    @Override
    public void close() {
        synchronized (changing) {
            if (closed) {
                return;
            }
            closed = true;
        }
        upkeep.close();
        boolean quiet = inFlight.awaitNone(closing);
        boolean returned = parts.books().closeOut();
        parts.close(quiet && returned);
    }
}
