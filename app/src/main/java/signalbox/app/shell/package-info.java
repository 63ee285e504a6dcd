/// The frame around every screen: window, sidebar, navigation, status bar, toasts, modals, shortcuts, theme. Screens
/// may use this room; this room knows no screen ([signalbox.app.shell.Navigator] is given suppliers of pages). FX
/// thread only.
package signalbox.app.shell;
