/// What belongs to the desktop around the window: clipboard, browser, file pickers, the always-on-top toast window.
/// Other rooms see interfaces from `shell` only. FX thread only, unless a class says otherwise.
///
/// Decision: [signalbox.app.desktop.RestingTimer] takes the place of a part of the toolkit that nobody else can reach,
/// because an idle window of JavaFX wakes the processor 60 times a second on Linux: 0.6 to 0.7 % of a core for nothing.
/// The launcher opens the three packages it needs; without them, or in a toolkit that is made otherwise, nothing
/// changes.
package signalbox.app.desktop;
