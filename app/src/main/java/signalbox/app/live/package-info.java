/// The bridge between core threads and the FX thread. [signalbox.app.live.Fx] is the only caller of
/// `Platform.runLater`; [signalbox.app.live.Background] runs router calls on virtual threads and brings the result
/// back; [signalbox.app.live.LiveFeed] counts what happens and hops at most ten times a second, with never more than
/// one hop pending, and not at all while the window is hidden.
package signalbox.app.live;
