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
import signalbox.core.ledger.Ledger;
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

/// The router. One per data directory. Thread-safe; methods that change something return once the change is durable.
public interface Router extends AutoCloseable {
    /// Opens a data directory, creating it when it is not there, and recovers what a crash left.
    ///
    /// @throws RouterException when the directory cannot be used; the message says why and what to do
    static Router open(RouterConfig config) throws RouterException {
        return LiveRouter.open(config);
    }

    Policy policy();

    /// Validates the changed policy as a whole, makes it durable with its audit entry, and swaps it in.
    ///
    /// @param actor the operating-system user, or `policy`
    /// @param reason why, may be empty; asked for by screens when the change loosens
    /// @return the change that undoes this one
    /// @throws RouterException `policy_invalid` with every problem, one a line; nothing was changed
    PolicyChange apply(PolicyChange change, String actor, String reason) throws RouterException;

    /// A policy that was in force. Going back to it is `apply(new PolicyChange.Replace(…))`: a new version, never a
    /// rewrite.
    ///
    /// @throws RouterException `no_such_version`, or `policy_unreadable` when this Signalbox cannot read it any more
    Policy policyAt(long version) throws RouterException;

    /// What would be done with such a call now, and why. Calls nobody.
    Plan plan(CallFacts facts);

    /// What a draft policy would do with such a call now, and why. Calls nobody, changes nothing.
    Plan plan(Policy draft, CallFacts facts);

    /// Replays the calls of `[from, to)` under a draft policy, beside the policy in force. Reads the ledger only; takes
    /// about a second for 50,000 calls, on the calling thread.
    ///
    /// @throws java.util.concurrent.CancellationException when `progress` says to stop
    /// @throws IllegalStateException when the ledger cannot be read
    Replay replay(Policy draft, Instant from, Instant to, Replay.Progress progress);

    /// Serves one call, start to end, on the calling thread. Never throws for what a client or a provider did: the
    /// answer or the error goes to the sink.
    void call(CallRequest request, ClientSink sink);

    /// Leave to make a call oneself, for programs that talk to providers without the proxy: the call is planned, and
    /// its worst case held. Record what it used, or close the permit.
    ///
    /// @throws RouterException with the code a client of the proxy would get: `budget_halted`, `interlock_refused`,
    ///   `unknown_workload`, `no_route_available`, `ledger_unavailable`, …
    Permit enforce(CallFacts facts) throws RouterException;

    /// The key that a presented secret belongs to, in constant time for any secret; empty when there is none.
    Optional<AppKey> authenticate(String secret);

    /// Who called with no key that is in force.
    UnknownCallers callers();

    /// What became of a call, for the app that made it: status, target, counters, cost and reasons as one JSON object;
    /// of a call in flight only that it is. Never anything that was said in it.
    ///
    /// @param callId as the answer's head names it
    /// @return empty when the key has made no such call
    /// @throws RouterException `ledger_unavailable`
    Optional<byte[]> callOf(AppKey key, String callId) throws RouterException;

    /// The model names that a key may ask for: `workload:NAME` for its workloads, and the models of their routes.
    List<ModelOffer> models(AppKey key);

    /// @param id as a client writes it in `model`
    /// @param owner the provider's name, or `signalbox` for a workload
    record ModelOffer(String id, String owner) {}

    /// Every budget, as it stands now.
    List<BudgetStatus> budgets();

    /// The ports that this router's listeners have from now on; it never calls them, whatever a base URL says.
    void listening(Set<Integer> ports);

    /// Gives up what a crash left unreported on a budget: the operator says that it was not spent.
    ///
    /// @return the budget as it stands now
    /// @throws RouterException `no_budget`, `nothing_unreported`, `ledger_unavailable`
    BudgetStatus releaseUnreported(String budget, String actor) throws RouterException;

    /// Says that this machine's clock is right, after it ran ahead of the time that passed; budgets' windows follow it
    /// again.
    ///
    /// @throws RouterException `clock_not_doubted`, `ledger_unavailable`
    void confirmClock(String actor) throws RouterException;

    /// What makes up a budget's figures: the rows with what they charged, holds, escrow, lifts and corrections. Asks
    /// the store, so never on the FX thread.
    ///
    /// @param at an instant of the window; empty for the current one
    /// @param limit how many rows to list
    /// @throws RouterException `no_budget`, `ledger_unavailable`
    BudgetExplanation explainBudget(String budget, Optional<Instant> at, int limit) throws RouterException;

    /// Settles an attempt whose cost was not known for certain, once a person has looked ([Ledger#unreviewed]): a
    /// correction of its own in the journal, which the counters, roll-ups and the call's explanation show.
    ///
    /// @param attempt which attempt of the call, from 0; empty when only one awaits review
    /// @param actualNanos what it really cost; empty keeps what is charged
    /// @return what it adds to the ledger's cost in nano-dollars; below 0 when it gives back
    /// @throws RouterException `unknown_call`, `unknown_attempt`, `nothing_to_review`, `which_attempt`, `bad_amount`,
    ///   `ledger_unavailable`
    long settleReviewed(long call, OptionalInt attempt, OptionalLong actualNanos, String actor, String reason)
            throws RouterException;

    /// Calls in flight right now.
    int inFlight();

    /// Lets a halted workload run on to a ceiling until the window ends, on every budget that halts it.
    ///
    /// @param ceiling new ceiling, applied to the halted budgets of its measure; empty takes [#suggestCeiling] for each
    /// @return the budgets as they stand now
    /// @throws RouterException `unknown_workload`, `not_halted`, `ceiling_too_low`
    List<BudgetStatus> unlock(String workload, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException;

    /// Lifts the cap of a workload's own budget of the ceiling's measure.
    ///
    /// @param ceiling the new cap; empty lifts the money budget (or the only one) to [#suggestCeiling]
    ///
    /// @param lasting true to change the policy's cap, false until the window ends
    /// @throws RouterException `unknown_workload`, `no_budget`, `ceiling_too_low`
    List<BudgetStatus> raise(String workload, Optional<Amount> ceiling, boolean lasting, String actor, String reason)
            throws RouterException;

    /// Lifts the cap of one budget until its window ends, whatever it counts.
    ///
    /// @param kind whether it lets what is halted run on, or gives a budget more room; only told apart in the records
    /// @param ceiling the cap while the lift holds; empty takes [#suggestCeiling]
    /// @throws RouterException `no_budget`, `ceiling_unit`, `ceiling_too_low`, `ledger_unavailable`
    BudgetStatus lift(String budget, Bump.Kind kind, Optional<Amount> ceiling, String actor, String reason)
            throws RouterException;

    /// A sensible new ceiling for a budget: what the window will need by what is usual ([Forecasts]), rounded up;
    /// always above spent. Asks the store, so never on the FX thread.
    long suggestCeiling(BudgetStatus status);

    /// Takes back the allowances and timed raises of a budget's current window (undo of unlock and raise).
    void withdrawBumps(String budget, String actor) throws RouterException;

    /// Creates a key, or gives a key that only the policy names a new secret. The secret is returned once and never
    /// stored, only its hash.
    ///
    /// @throws RouterException `unknown_workload`, `key_exists`, `bad_name`
    IssuedKey issueKey(String name, String workload, Set<String> allowed, String actor) throws RouterException;

    record IssuedKey(AppKey key, String secret) {}

    /// Revokes a key at once.
    ///
    /// @throws RouterException `unknown_key`
    void revokeKey(String name, String actor) throws RouterException;

    /// Stores a provider's secret where the provider looks for it, as `vault:name` or `keychain:name`, bound to the
    /// origin of the provider that uses it, in place of one that is there. Calls in flight end with the old one.
    ///
    /// @throws RouterException `unused_secret` when no provider refers to it, `two_origins` when several do, or what
    ///   the vault or the keychain says
    void storeSecret(String name, char[] secret) throws RouterException;

    /// The vault's lock and master password.
    VaultCare vault();

    /// What a provider offers: its own list of models, or what is shipped about its vendor where it has none. Asks the
    /// provider over the network; changes nothing.
    ///
    /// @throws RouterException `unknown_provider`, `no_model_list`, or `models_unreadable` with what went wrong
    List<FoundModel> discover(String provider) throws RouterException;

    /// Makes one tiny call to a provider's model, billed and in the ledger like any other, under the workload
    /// `signalbox-test` of no route.
    ProviderTest testProvider(String provider, String model);

    /// @param ok whether an answer came
    /// @param message the provider's own sentence when it failed; the model's text when it did not
    record ProviderTest(boolean ok, int status, String message, long costNanos, Duration latency) {}

    /// How the practice provider behaves from now on: its pace and its faults.
    void practice(PracticeSettings settings);

    /// Why each provider is or is not tried right now, by provider name; absent means well.
    Map<String, RouterEvent.ProviderHealth> health();

    Ledger ledger();

    /// How long the ledger keeps what.
    Retention retention();

    /// Changes how long the ledger keeps what; every router that opens this data directory keeps to it. What is older
    /// is dropped by the next daily run, so until then a longer time brings it back.
    ///
    /// @throws RouterException `retention_unwritable`
    void retain(Retention retention, String actor) throws RouterException;

    /// Deletes the history of calls that arrived before then: the calls with their explanations, and what is kept of
    /// requests and answers. Sums, what budgets were charged, halts and the audit trail stay as they are. The journal's
    /// files go by whole days (UTC), so those of the current day wait for a deletion on a later one. May take seconds.
    ///
    /// @return how many calls were deleted
    /// @throws RouterException `retention_unwritable` when nothing was deleted; `ledger_unavailable` when the daily run
    ///   has to finish it
    long deleteHistory(Instant before, String actor) throws RouterException;

    /// Backup, check and rebuild of the data directory while this router goes on.
    DataCare care();

    /// The prices in force. A call is planned, held and settled by the book that was in force when it arrived.
    PriceBook prices();

    /// Where the operator changes prices and asks what an amount is made of.
    Pricing pricing();

    /// Where past calls are sent again.
    Resends resends();

    /// Listens to events until the returned handle is closed.
    Subscription on(Consumer<RouterEvent> listener);

    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for calls in flight, as long as [RouterConfig#closing] says, settles the rest, flushes and closes.
    /// Idempotent.
    @Override
    void close();
}
