/// What belongs to the desktop around the window: clipboard, browser, file pickers, the always-on-top toast window.
/// Other rooms see interfaces from `shell` only. FX thread only, unless a class says otherwise.
package signalbox.app.desktop;
