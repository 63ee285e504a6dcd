/// Decides what to do with a call. [signalbox.core.plan.Planner] is one pure function: live traffic, the simulator,
/// replay and observation all call it, so none of them can tell another story. Knows `policy` and `price`; everything
/// public here is immutable and thread-safe.
///
/// Decisions:
///
/// - Live facts come in as one frozen [signalbox.core.plan.LiveView] of what the call's route and budgets concern; the
///   planner asks nobody. Choices by share come from the call's seed, so they are no dice either.
/// - A target whose quota is used up is out; one whose quota hardly holds the call goes last, because the need is only
///   an estimate and serving beats refusing.
/// - Budgets that halt are not judged here: only the book, which reserves, can say that a call fits.
package signalbox.core.plan;
