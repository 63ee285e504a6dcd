package signalbox.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import signalbox.core.policy.Budget;

/// The live facts the planner weighs, frozen at one instant so that planning stays pure. It need only hold what the
/// call's own route and budgets concern; what is absent is calm, idle and without limit.
///
/// @param coolingUntil targets (`provider` or `provider/model`) that should not be tried before an instant
/// @param loads what goes on at a target, by `provider/model`
/// @param budgets what is left of the budgets that may add up this call
/// @param warm who served the conversation that this call goes on with, and whose prompt cache may still hold it; empty
///   when nobody did of late
public record LiveView(
        Map<String, Instant> coolingUntil, Map<String, Load> loads, List<BudgetRoom> budgets, Optional<Warm> warm) {
    public static final LiveView CALM = new LiveView(Map.of());

    public LiveView {
        coolingUntil = Map.copyOf(coolingUntil);
        loads = Map.copyOf(loads);
        budgets = List.copyOf(budgets);
    }

    public LiveView(Map<String, Instant> coolingUntil, Map<String, Load> loads, List<BudgetRoom> budgets) {
        this(coolingUntil, loads, budgets, Optional.empty());
    }

    public LiveView(Map<String, Instant> coolingUntil) {
        this(coolingUntil, Map.of(), List.of());
    }

    /// @param target as `provider/model`
    /// @param at when it served the conversation last
    public record Warm(String target, Instant at) {
        /// How long a provider's prompt cache can be hoped to hold what was not used again.
        static final Duration TTL = Duration.ofMinutes(5);
    }

    /// The same, with who served the conversation last.
    public LiveView warm(String target, Instant at) {
        return new LiveView(coolingUntil, loads, budgets, Optional.of(new Warm(target, at)));
    }

    Load load(String target) {
        return loads.getOrDefault(target, Load.IDLE);
    }

    /// What goes on at one target.
    ///
    /// @param inFlight calls under way there
    /// @param quotas what is left of its quotas
    /// @param speed how quick it was of late with calls of this kind, streamed or whole; empty while too little is
    ///   known
    public record Load(int inFlight, List<QuotaRoom> quotas, Optional<Speed> speed) {
        public static final Load IDLE = new Load(0, List.of(), Optional.empty());

        public Load {
            quotas = List.copyOf(quotas);
        }
    }

    /// What is left of one quota.
    ///
    /// @param name as the operator or the provider calls it: `requests-per-minute`, `input-tokens`
    /// @param left how much of `limit`; below 0 when more was used
    /// @param freeAt when all of it can be had again; null when nobody knows
    public record QuotaRoom(String name, Unit unit, long limit, long left, Instant freeAt) {
        public enum Unit {
            REQUESTS,
            TOKENS,
            INPUT_TOKENS,
            OUTPUT_TOKENS,
            /// Calls at the same time.
            CONCURRENT
        }
    }

    /// How quick a target was with its last answers, the newest weighing most.
    ///
    /// @param answers how many answers this stands on
    /// @param millisP50 to the first token of a stream, or to the end of a whole answer
    /// @param tokensPerSecond of a stream after its first token; 0 when unknown
    public record Speed(int answers, long millisP50, long millisP95, long tokensPerSecond) {}

    /// What is left of one budget, in its own unit; [Long#MAX_VALUE] when it only warns.
    public record BudgetRoom(Budget budget, long free) {}
}
