/// Decides what to do with a call. [signalbox.core.plan.Planner] is one pure function: live traffic, the simulator,
/// replay and observation all call it, so none of them can tell another story. Knows `policy` and `price`; everything
/// here is immutable and thread-safe.
package signalbox.core.plan;
