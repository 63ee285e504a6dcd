/// The budgets screen: every cap of every scope with what is spent, held, unreported and free, and everything that can
/// be done about one: create, edit, remove, unlock, raise, release, explain. FX thread; the router and the store are
/// asked in the background.
///
/// Decision: budgets and routes are parts that several workloads may share, so they are screens of their own right
/// below *Workloads* in the sidebar (Ctrl+B, Ctrl+R), and the nine main places keep Ctrl+1 to 8 and Ctrl+comma.
package signalbox.app.budgets;
