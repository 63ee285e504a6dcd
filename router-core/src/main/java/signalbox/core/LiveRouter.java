package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.cache.AnswerCache;
import signalbox.core.cache.PromptMemory;
import signalbox.core.cache.RequestMemory;
import signalbox.core.dialect.translate.ThoughtMemory;
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
import signalbox.core.policy.Provider;
import signalbox.core.policy.Target;
import signalbox.core.price.PriceBook;
import signalbox.core.provider.Health;
import signalbox.core.provider.Latency;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.provider.Traffic;
import signalbox.core.simulate.Replay;
import signalbox.core.simulate.Replayer;

/// The running router: holds the policy that is in force and hands every call to its pipeline.
final class LiveRouter implements Router {
    /// How often the budgets' counters are compared with the rows.
    private static final Duration CHECK = Duration.ofMinutes(1);

    private final Parts parts;
    private final Duration closing;
    private volatile Engine engine;
    private final Pricing pricing;
    private final Ceilings ceilings;
    private final Adjustments adjustments;
    private final Reviews reviews;
    private final BudgetAudit budgetAudit;
    private final ClockWatch clockWatch;
    private final Housekeeping housekeeping = new Housekeeping();
    private final Keys keys;
    private final Retaining retaining;
    private final Resends resending;
    private final CallId ids;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final OwnCalls ownCalls = new OwnCalls();
    private final Object changing = new Object();
    private volatile Policy policy;
    private volatile boolean closed;

    private LiveRouter(Parts parts, RouterConfig config) {
        this.parts = parts;
        this.closing = config.closing();
        this.retaining = new Retaining(parts.store(), parts.audit(), config);
        this.policy = parts.policy();
        this.ids = new CallId(parts.store().recovered().lastCall());
        this.ceilings = new Ceilings(parts.books(), parts.store().journal(), parts.audit(), parts.store().ledger());
        this.adjustments = new Adjustments(parts.books(), parts.store().journal(), parts.store().ledger());
        this.pricing = new LivePricing(parts, this::priceBy, () -> policy, adjustments, changing);
        this.reviews = new Reviews(adjustments, parts.store().ledger(), parts.audit());
        this.keys = new Keys(parts.appKeys());
        this.engine =
                new Engine(
                        parts.clock(),
                        parts.prices().book(),
                        parts.books(),
                        parts.upstream(),
                        parts.health(),
                        new Traffic(),
                        new Latency(),
                        new Rows(parts, () -> closed, provider -> health().get(provider)),
                        new ThoughtMemory(),
                        parts.http().deadlines(),
                        parts.guard(),
                        new AnswerCache(parts.clock()),
                        new PromptMemory(parts.clock()),
                        new RequestMemory<>(parts.clock()));
        this.resending = new Resending(parts, engine.requests(), () -> policy, this::call);
        this.budgetAudit = new BudgetAudit(parts.books(), parts.store().ledger(), engine.ledger(), inFlight::get);
        this.clockWatch = new ClockWatch(parts.guard(), parts, engine.ledger());
    }

    static Router open(RouterConfig config) throws RouterException {
        return open(config, Retaining.FIRST);
    }

    /// @param retainFirst when the ledger is first relieved of what it no longer keeps
    static Router open(RouterConfig config, Duration retainFirst) throws RouterException {
        var router = new LiveRouter(Parts.open(config), config);
        new CrashReport(router.parts.store(), router.engine.ledger()).tell(router.budgets());
        router.housekeeping.every(CHECK, CHECK, () -> router.budgetAudit.check(router.policy));
        router.housekeeping.every(Duration.ZERO, ClockWatch.PERIOD, router.clockWatch::look);
        router.reportTrouble();
        var recall = new QuotaRecall(router.ledger(), router.engine.traffic());
        Instant started = router.engine.now();
        router.housekeeping.once(CHECK, () -> recall.of(router.policy, started));
        router.housekeeping.every(retainFirst, Retaining.PERIOD, router.retaining::run);
        return router;
    }

    /// A journal that fails is on record as soon as it can be written again, and on screen at once.
    private void reportTrouble() {
        parts.store()
                .journal()
                .onTrouble(sentence -> {
                    boolean over = sentence.isEmpty();
                    engine.ledger()
                            .incident(
                                    over ? "ledger_available" : "ledger_unavailable",
                                    over ? "The journal can be written again; calls are served." : sentence,
                                    null);
                });
    }

    @Override
    public Policy policy() {
        return policy;
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
    public Policy policyAt(long version) throws RouterException {
        return PolicyStore.at(ledger(), version);
    }

    @Override
    public Plan plan(CallFacts facts) {
        Policy now = policy;
        return Planner.plan(now, engine.prices(), facts, engine.live(now, facts), engine.now());
    }

    @Override
    public Plan plan(Policy draft, CallFacts facts) {
        return Planner.plan(draft, engine.prices(), facts, engine.live(draft, facts), engine.now());
    }

    @Override
    public Replay replay(Policy draft, Instant from, Instant to, Replay.Progress progress) {
        var replayer = Replayer.between(policy, draft, engine.prices(), progress);
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
    public void call(CallRequest request, ClientSink sink) {
        inFlight.incrementAndGet();
        long id = ids.next(request.at());
        ownCalls.began(id, request);
        try {
            parts.events()
                    .tell(new RouterEvent.CallStarted(id, request.at(), request.workload(), request.key().name(), ""));
            new CallPipeline(engine, policy, request, sink, id).run();
        } finally {
            ownCalls.ended(id);
            inFlight.decrementAndGet();
        }
    }

    @Override
    public Permit enforce(CallFacts facts) throws RouterException {
        return HeldCall.take(engine, policy, facts, ids.next(engine.now()));
    }

    @Override
    public Optional<AppKey> authenticate(String secret) {
        return keys.authenticate(policy, secret);
    }

    @Override
    public Optional<byte[]> callOf(AppKey key, String callId) throws RouterException {
        return ownCalls.find(key, callId, ledger());
    }

    @Override
    public List<ModelOffer> models(AppKey key) {
        var offers = new LinkedHashMap<String, ModelOffer>();
        Policy now = policy;
        for (String name : key.allowed()) {
            var workload = now.workloads().get(name);
            if (workload != null) {
                offers.put("workload:" + name, new ModelOffer("workload:" + name, "signalbox"));
                for (Target target : now.routes().get(workload.route()).targets()) {
                    offers.putIfAbsent(target.model(), new ModelOffer(target.model(), target.provider()));
                }
            }
        }
        return List.copyOf(offers.values());
    }

    @Override
    public List<BudgetStatus> budgets() {
        return parts.books().statuses(policy);
    }

    @Override
    public void listening(Set<Integer> ports) {
        parts.http().ownPorts(ports);
    }

    @Override
    public BudgetStatus releaseUnreported(String budget, String actor) throws RouterException {
        synchronized (changing) {
            return ceilings.releaseUnreported(policy, known(budget), actor, engine.now());
        }
    }

    @Override
    public void confirmClock(String actor) throws RouterException {
        clockWatch.confirm(actor);
    }

    @Override
    public BudgetExplanation explainBudget(String budget, Optional<Instant> at, int limit) throws RouterException {
        return budgetAudit.explain(policy, known(budget), at, limit, engine.now());
    }

    @Override
    public long settleReviewed(long call, OptionalInt attempt, OptionalLong actual, String actor, String reason)
            throws RouterException {
        synchronized (changing) {
            return reviews.settle(policy, call, attempt, actual, actor, reason, engine.now());
        }
    }

    private Budget known(String budget) throws RouterException {
        Budget known = policy.budgets().get(budget);
        if (known == null) {
            throw new RouterException("no_budget", "There is no budget \"" + budget + "\".");
        }
        return known;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
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
            Budget budget = ceilings.toRaise(policy, workload, ceiling, engine.now());
            if (!lasting) {
                return List.of(ceilings.lift(policy, budget, Bump.Kind.RAISE, ceiling, actor, reason, engine.now()));
            }
            BudgetStatus status = status(budget);
            long cap = ceiling.map(Amount::units).orElseGet(() -> suggestCeiling(status));
            if (cap <= budget.cap()) {
                throw new RouterException(
                        "ceiling_too_low",
                        "The cap of "
                                + workload
                                + " is "
                                + new Amount(budget.measure(), budget.cap()).format()
                                + " already. Name a higher one.");
            }
            apply(new PolicyChange.Put(new Part.OfBudget(budget.withCap(cap))), actor, reason);
            return List.of(status(policy.budgets().get(budget.name())));
        }
    }

    @Override
    public BudgetStatus lift(String budget, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        synchronized (changing) {
            return ceilings.lift(policy, known(budget), kind, ceiling, actor, reason, engine.now());
        }
    }

    private BudgetStatus status(Budget budget) {
        return parts.books().of(Practice.counts(policy, budget)).status(budget.name(), engine.now());
    }

    @Override
    public long suggestCeiling(BudgetStatus status) {
        return ceilings.suggest(policy, status, engine.now());
    }

    @Override
    public void withdrawBumps(String budget, String actor) throws RouterException {
        synchronized (changing) {
            ceilings.withdraw(policy, known(budget), actor, engine.now());
        }
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
            AppKey key = policy.keys().get(name);
            if (key == null) {
                throw new RouterException("unknown_key", "There is no key \"" + name + "\".");
            }
            keys.revoke(name);
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
        Provider provider = policy.providers().get(name);
        if (provider == null) {
            throw new RouterException("unknown_provider", "There is no provider \"" + name + "\".");
        }
        return new ModelDiscovery(parts.http(), engine.prices(), engine.now()).of(provider);
    }

    @Override
    public ProviderTest testProvider(String provider, String model) {
        return new ProviderTrial(engine, policy, ids.next(engine.now())).run(provider, model);
    }

    @Override
    public void practice(PracticeSettings settings) {
        parts.practice().settings(settings);
    }

    @Override
    public Map<String, RouterEvent.ProviderHealth> health() {
        var health = new HashMap<String, RouterEvent.ProviderHealth>();
        for (Health.Condition condition : engine.health().conditions(engine.now())) {
            String provider = condition.target().split("/", 2)[0];
            health.putIfAbsent(
                    provider,
                    new RouterEvent.ProviderHealth(provider, condition.reason().errorClass().id(), condition.until()));
        }
        return health;
    }

    @Override
    public Ledger ledger() {
        return parts.store().ledger();
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
    public Retention retention() {
        return retaining.retention();
    }

    @Override
    public void retain(Retention retention, String actor) throws RouterException {
        retaining.keep(retention, actor);
    }

    private void priceBy(PriceBook book) {
        engine = engine.pricedBy(book);
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
        housekeeping.close();
        boolean quiet = awaitQuiet();
        boolean returned = parts.books().closeOut();
        parts.close(quiet && returned);
    }

    private boolean awaitQuiet() {
        long deadline = System.nanoTime() + closing.toNanos();
        while (inFlight.get() > 0 && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return inFlight.get() == 0;
    }
}
