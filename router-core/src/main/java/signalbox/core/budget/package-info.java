/// Caps that hold: reserve the worst case on every budget that applies, then settle with the actual or release. The
/// pipeline reserves and settles, the façade configures, bumps and shows; the ledger writes the charges and implements
/// [signalbox.core.budget.EscrowStore]. Knows `policy` only. Integers only: no `float` or `double` in this room.
///
/// Threads: [signalbox.core.budget.BudgetBook] is safe for any number of threads. It has one lock, held for arithmetic
/// only: never while escrow is moved, a listener is told or a task is scheduled. Threads that need escrow another
/// thread is already moving wait for that movement. Everything else is an immutable record or a pure function.
///
/// Decisions:
///
/// - **Escrow.** A slice of the cap is moved durably to this router before it is spent; holds draw on it in memory.
///   What the journal says was moved is therefore never less than what was spent plus what is held, and after a crash
///   the difference between moved and reported counts as spent until the operator releases it. An idle budget gives its
///   slice back, so a crash while idle burns nothing.
/// - **Refusals never depend on slices.** With one router a call is refused only when spent + held + unreported + asked
///   exceeds the cap; slices only decide whether the call waits for the disk.
/// - **The least halting obstacle wins.** When several budgets refuse one call, the refusal that changes nothing is
///   reported, so that a call which would not have been served anyway halts nobody.
/// - **A window never goes back.** It is chosen when the call is admitted and stored in the hold; a clock that steps
///   back stays in the later window.
/// - **A budget whose window, zone or measure changes** starts from nothing at that instant, in a window that begins
///   then and ends with the calendar. A change of scope, cap or action keeps the counters. A removed budget that comes
///   back in its window (an undo) finds its counters again.
/// - **Decisions are pure** and stand in `BudgetRules`, so that the simulation can swap single ones for wrong ones and
///   prove that it notices.
package signalbox.core.budget;
