/// The routes screen: the lanes of every route with their order, weights and targets, the experiment that splits its
/// calls and how its arms have done, what the policy's advice says about it, and what it would do with a call. FX
/// thread; the router and the store are asked in the background. Whether it stands beside *Budgets* below *Workloads*
/// is decided in [signalbox.app.budgets].
package signalbox.app.routes;
