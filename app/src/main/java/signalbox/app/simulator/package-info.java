/// The simulator screen: what the policy in force does with a call, what a draft would do with it, and what a draft
/// would have done with the calls of a day or a week. The same planner as live calls, so it cannot lie.
///
/// Decisions:
///
/// - A draft is the text of a policy file, checked while it is typed; every problem leads to its line.
/// - A call of the past is planned again with the facts that its row kept; one that kept none says so.
/// - A draft is applied like any other change: with its difference, and a reason when it loosens.
///
/// [signalbox.app.simulator.SimulatorModel] belongs to the FX thread; plans and replays run in the background, and a
/// replay can be stopped.
package signalbox.app.simulator;
