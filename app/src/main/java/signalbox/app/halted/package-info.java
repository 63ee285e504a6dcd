/// The halted moment: a budget refused, and within two clicks the operator has let the workload run on or looked at
/// why. [signalbox.app.halted.HaltModel] knows the halts and acts; toast window, banners, sidebar badge and the key U
/// all act through it, so they always agree. FX thread only; the router is asked in the background.
///
/// Decision: a spend of more than five times the usual makes *Look* the first button, so that a runaway loop is not
/// waved through.
package signalbox.app.halted;
