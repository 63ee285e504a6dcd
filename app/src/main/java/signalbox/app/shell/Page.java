package signalbox.app.shell;

import javafx.scene.Node;

/// One screen. Built lazily, once, and kept. FX thread only.
public interface Page {
    /// The root of the screen; always the same node.
    Node node();

    /// As the sidebar says it.
    String title();

    /// The screen has come to the front, or is in front and was asked for again with another route. Subscribe and
    /// refresh.
    void onShow(Route route);

    /// The screen has left the front. Close subscriptions; do nothing until shown again.
    void onHide();
}
