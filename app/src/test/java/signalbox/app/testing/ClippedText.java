package signalbox.app.testing;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.text.Text;

/// Finds text that is cut: labels whose drawn text is not the text they were given, and nodes that stick out of the
/// root sideways. Looks at a scene graph after layout. Table cells may be cut when their text is also in a tooltip.
public final class ClippedText {
    private ClippedText() {}

    /// A line for each finding; empty when nothing is cut.
    public static List<String> in(Parent root) {
        var found = new ArrayList<String>();
        walk(root, root, found);
        return found;
    }

    private static void walk(Node node, Parent root, List<String> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled && cut(labeled)) {
            found.add("cut: " + labeled.getText() + " in " + path(labeled));
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isEmpty()
                && outside(labeled, root)) {
            found.add("outside: " + labeled.getText() + " in " + path(labeled));
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, root, found));
        }
    }

    /// A label draws its text through a Text node of its skin; an ellipsis or missing tail shows there.
    private static boolean cut(Labeled labeled) {
        String given = labeled.getText();
        if (given == null || given.isEmpty() || labeled instanceof TableCell<?, ?> && labeled.getTooltip() != null) {
            return false;
        }
        for (Node child : labeled.getChildrenUnmodifiable()) {
            if (child instanceof Text text && text.isVisible() && child != labeled.getGraphic()) {
                return !text.getText().equals(given) && !given.contains("_");
            }
        }
        return false;
    }

    private static boolean outside(Node node, Parent root) {
        for (Node one = node; one != null; one = one.getParent()) {
            if (one instanceof ScrollPane) {
                return outsideOf(node, one);
            }
        }
        return outsideOf(node, root);
    }

    private static boolean outsideOf(Node node, Node frame) {
        Bounds inner = node.localToScene(node.getLayoutBounds());
        Bounds outer = frame.localToScene(frame.getLayoutBounds());
        return inner.getWidth() > 0 && (inner.getMaxX() > outer.getMaxX() + 1 || inner.getMinX() < outer.getMinX() - 1);
    }

    private static String path(Node node) {
        var names = new ArrayList<String>();
        for (Node one = node; one != null && names.size() < 5; one = one.getParent()) {
            names.add(one.getClass().getSimpleName() + one.getStyleClass());
        }
        return String.join(" < ", names);
    }
}
