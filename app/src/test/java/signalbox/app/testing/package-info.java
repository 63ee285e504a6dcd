/// Doubles and helpers for the console’s tests: a router whose policy, budgets and events are set by the test, sample
/// data that looks like a working day, TestFX behind one helper, and a checker for clipped text.
package signalbox.app.testing;
