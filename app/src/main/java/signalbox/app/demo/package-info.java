/// `--demo`: a day of lively simulated traffic over six workloads, then more of it at the pace of the clock, all
/// through the real router, ledger and budgets against the practice provider. For a first look, screenshots, tests and
/// training the class cache. Nothing here touches JavaFX.
package signalbox.app.demo;
