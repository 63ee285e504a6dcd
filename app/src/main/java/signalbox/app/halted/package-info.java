/// The halted moment: a budget refused, and within two clicks the operator has let the workload run on or looked at
/// why. [signalbox.app.halted.HaltModel] knows the halts and acts; toast window, banners, sidebar badge and the key U
/// all act through it, so they always agree. FX thread only; the router is asked in the background.
///
/// Decisions:
///
/// - A spend of more than five times the usual makes *Look* the first button, so that a runaway loop is not waved
///   through.
/// - In quiet hours a halt shows as banner, badge and tray sign, and callers get their answer as ever; no window pops
///   up and no hint is given. The cap holds without anybody looking, so a halt at night can wait. When the hours end,
///   or are set anew, one toast tells of what halted meanwhile and is halted still, however many that is.
package signalbox.app.halted;
