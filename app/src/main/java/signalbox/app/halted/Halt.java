package signalbox.app.halted;

import java.util.List;
import java.util.OptionalLong;
import signalbox.core.budget.BudgetStatus;

/// One halted budget and the workload whose calls brought it there, with what the operator needs to decide.
///
/// @param suggested a sensible new ceiling in the budget’s unit
/// @param forecast what the window will need at this pace, in the budget’s unit; empty when it is too early to say
public record Halt(String workload, BudgetStatus status, long suggested, OptionalLong forecast, Story story) {
    public String budget() {
        return status.budget().name();
    }

    /// What led there, from the last hour of calls.
    ///
    /// @param lastHour spend in nano-dollars of each five minutes, oldest first
    /// @param topCaller the app key with most calls; empty when there were none
    /// @param callerPercent its share of the calls
    /// @param topModel the model with most spend; empty when there was none
    /// @param tenthsOfUsual spend of the last five minutes against a usual five minutes, in tenths; 0 when unknown
    public record Story(List<Long> lastHour, String topCaller, int callerPercent, String topModel, int tenthsOfUsual) {
        private static final int UNUSUAL = 50;
        static final Story UNKNOWN = new Story(List.of(), "", 0, "", 0);

        public Story {
            lastHour = List.copyOf(lastHour);
        }

        /// More than five times the usual: likely a loop.
        public boolean unusual() {
            return tenthsOfUsual > UNUSUAL;
        }
    }
}
