package signalbox.app.shell;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.util.Subscription;
import signalbox.app.live.Fx;

/// Keeps the focus in the box that is shown: Tab goes round in it, and nothing behind it can be pressed by keyboard. FX
/// thread only.
final class ModalFocus {
    private final ModalPane pane;
    private Subscription owner = Subscription.EMPTY;

    ModalFocus(ModalPane pane) {
        this.pane = pane;
        pane.sceneProperty().subscribe(this::follow);
    }

    private void follow(Scene scene) {
        owner.unsubscribe();
        owner =
                scene == null
                        ? Subscription.EMPTY
                        : scene.focusOwnerProperty().subscribe((was, now) -> Fx.later(() -> keep(scene, was)));
    }

    private void keep(Scene scene, Node was) {
        Node now = scene.getFocusOwner();
        if (!pane.isDisplay() || now == null || pane.getContent() == null || inside(now)) {
            return;
        }
        List<Node> stops = stops(pane.getContent()).toList();
        boolean backwards = stops.size() > 1 && was == stops.getFirst();
        Node before = backwards ? stops.get(stops.size() - 2) : pane.getContent();
        before.requestFocus();
        before.requestFocusTraversal(TraversalDirection.NEXT);
    }

    private boolean inside(Node node) {
        return node != null && (node == pane || inside(node.getParent()));
    }

    /// Where Tab stops, in its order.
    private static Stream<Node> stops(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Stream.empty();
        }
        Stream<Node> here = node.isFocusTraversable() ? Stream.of(node) : Stream.empty();
        return node instanceof Parent parent
                ? Stream.concat(here, parent.getChildrenUnmodifiable().stream().flatMap(ModalFocus::stops))
                : here;
    }
}
