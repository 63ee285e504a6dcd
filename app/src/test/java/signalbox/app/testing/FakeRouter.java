package signalbox.app.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import signalbox.core.BudgetExplanation;
import signalbox.core.CallRequest;
import signalbox.core.ClientSink;
import signalbox.core.DataCare;
import signalbox.core.FoundModel;
import signalbox.core.Permit;
import signalbox.core.Pricing;
import signalbox.core.Router;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.UnknownCallers;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Forecast;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Retention;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.price.PriceBook;
import signalbox.core.provider.PracticeSettings;
import signalbox.core.simulate.Replay;

/// A router without a core: tests set its policy and budgets, emit its events, and read what was asked of it.
/// Thread-safe.
public final class FakeRouter implements Router {
    private final List<Consumer<RouterEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Asked asked = new Asked();
    private final FakeLedger ledger = new FakeLedger();
    private final FakePolicies policies = new FakePolicies();
    private final FakeBudgets budgets = new FakeBudgets(policies::inForce, () -> this.now, this::emit, ledger);
    private final FakePricing pricing = new FakePricing(policies::inForce, () -> this.now, asked::add);
    private final FakeProviders providers = new FakeProviders(policies::inForce, this::emit);
    private final FakeResends resends = new FakeResends(asked);
    private final FakeVault vault = new FakeVault();
    private volatile int inFlight;
    private volatile Instant now = SampleDay.NOW;
    private final UnknownCallers callers = new UnknownCallers(() -> now, this::emit);
    private final FakeHistory history = new FakeHistory(ledger, this::emit);

    public FakeRouter() {}

    public FakeRouter policy(Policy newPolicy) {
        policies.set(newPolicy);
        return this;
    }

    /// A policy that was in force.
    public FakeRouter past(Policy old) {
        policies.past(old);
        return this;
    }

    public FakeRouter budgets(List<BudgetStatus> newBudgets) {
        budgets.set(newBudgets);
        return this;
    }

    public FakeRouter inFlight(int calls) {
        inFlight = calls;
        return this;
    }

    public FakeRouter now(Instant instant) {
        now = instant;
        return this;
    }

    /// The next thing that changes something fails so.
    public void failNext(RouterException failure) {
        asked.failNext(failure);
    }

    /// Everything that was asked for and changes something, such as `unlock nightly-etl`.
    public List<String> asked() {
        return asked.all();
    }

    /// Tells listeners, as the core would: on the calling thread. A finished call also goes into the ledger.
    public void emit(RouterEvent event) {
        if (event instanceof RouterEvent.CallFinished(CallRow row) && ledger.call(row.id()).isEmpty()) {
            ledger.add(row);
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /// What tests may have its budgets do.
    public FakeBudgets caps() {
        return budgets;
    }

    /// What tests may have its providers do.
    public FakeProviders providers() {
        return providers;
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
        return policies.inForce();
    }

    @Override
    public PolicyChange apply(PolicyChange change, String actor, String reason) throws RouterException {
        asked.note("apply " + change.getClass().getSimpleName() + (reason.isEmpty() ? "" : " because " + reason));
        var inverse = policies.apply(change);
        emit(new RouterEvent.PolicyChanged(policy(), now));
        return inverse;
    }

    @Override
    public Plan plan(CallFacts facts) {
        return policies.plan(facts, prices(), now);
    }

    @Override
    public Policy policyAt(long version) throws RouterException {
        return policies.at(version);
    }

    @Override
    public Plan plan(Policy draft, CallFacts facts) {
        return FakePolicies.plan(draft, facts, prices(), now);
    }

    @Override
    public Replay replay(Policy draft, Instant from, Instant to, Replay.Progress progress) {
        return policies.replay(draft, prices(), ledger, from, to, progress);
    }

    @Override
    public Permit enforce(CallFacts facts) {
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
    public UnknownCallers callers() {
        return callers;
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
        asked.note("releaseUnreported " + budget);
        return budgets.released(budget);
    }

    @Override
    public void confirmClock(String actor) throws RouterException {
        asked.note("confirmClock");
    }

    @Override
    public BudgetExplanation explainBudget(String budget, Optional<Instant> at, int limit) throws RouterException {
        return budgets.explain(budget);
    }

    @Override
    public BudgetStatus lift(String budget, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        asked.note("lift " + budget + " " + kind + " " + Asked.words(ceiling));
        return budgets.lift(budget, kind, ceiling, actor, reason);
    }

    @Override
    public long settleReviewed(long call, OptionalInt attempt, OptionalLong actualNanos, String actor, String reason)
            throws RouterException {
        asked.note("settleReviewed " + call + " " + (actualNanos.isPresent() ? actualNanos.getAsLong() : "kept"));
        ledger.reviewed(call);
        return 0;
    }

    @Override
    public List<BudgetStatus> budgets() {
        return budgets.all();
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public List<BudgetStatus> unlock(String workload, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException {
        asked.note("unlock " + workload);
        return budgets.liftAll(workload, Bump.Kind.UNLOCK, ceiling, actor);
    }

    @Override
    public List<BudgetStatus> raise(
            String workload, Optional<Amount> ceiling, boolean lasting, String actor, String reason)
            throws RouterException {
        asked.note("raise " + workload + " " + Asked.words(ceiling) + (lasting ? " lasting" : ""));
        return budgets.liftAll(workload, Bump.Kind.RAISE, ceiling, actor);
    }

    @Override
    public long suggestCeiling(BudgetStatus status) {
        return Forecast.suggestCeiling(status, now);
    }

    @Override
    public void withdrawBumps(String budget, String actor) throws RouterException {
        asked.note("withdraw " + budget);
        budgets.withdraw(budget);
    }

    @Override
    public IssuedKey issueKey(String name, String workload, Set<String> allowed, String actor) throws RouterException {
        asked.note("issue " + name);
        return policies.issue(name, workload, allowed);
    }

    @Override
    public void revokeKey(String name, String actor) throws RouterException {
        asked.note("revoke " + name);
        policies.revoke(name);
    }

    @Override
    public void storeSecret(String name, char[] secret) throws RouterException {
        asked.note("store " + name);
        providers.store();
    }

    @Override
    public ProviderTest testProvider(String provider, String model) {
        asked.add("test " + provider + " " + model);
        return providers.trial();
    }

    @Override
    public List<FoundModel> discover(String provider) {
        asked.add("discover " + provider);
        return providers.found();
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
        return providers.health();
    }

    @Override
    public PriceBook prices() {
        return new FakePrices(pricing.history().book());
    }

    @Override
    public FakeResends resends() {
        return resends;
    }

    @Override
    public Retention retention() {
        return history.retention();
    }

    @Override
    public void retain(Retention wanted, String actor) throws RouterException {
        asked.note("retain " + wanted.calls().toDays());
        history.keep(wanted);
    }

    @Override
    public long deleteHistory(Instant before, String actor) throws RouterException {
        asked.note("delete history before " + before);
        return history.delete(before);
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
}
