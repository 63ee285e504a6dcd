/// The simulator screen: what the policy in force does with a call, what a draft would do with it, and what a draft
/// would have done with the calls of a day or a week. The same planner as live calls, so it cannot lie.
///
/// Decisions:
///
/// - A draft is the text of a policy file, checked while it is typed; every problem leads to its line.
/// - A call of the past is planned again with the facts that its row kept; one that kept none says so.
/// - A policy file is put in force by opening it as a draft, so that its difference is seen first.
/// - Logs of other tools are read only when asked for, after the folders found were shown; nothing of them is kept but
///   the newest report, and what could not be read stands beside what could.
/// - A draft is applied like any other change: with its difference, and a reason when it loosens.
///
/// [signalbox.app.simulator.SimulatorModel] and [signalbox.app.simulator.PastModel] belong to the FX thread; plans,
/// replays and the reading of logs run in the background, and the last two can be stopped.
package signalbox.app.simulator;
