package signalbox.app.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.text.Text;

/// The list of screens at the left, from [Destination] alone, with the listener’s block above. Narrow windows see icons
/// only.
public final class Sidebar {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass PART = PseudoClass.getPseudoClass("part");
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private record Entry(Button button, Label badge) {}

    private final VBox node = new VBox();
    private final Map<Destination, Entry> entries = new EnumMap<>(Destination.class);
    private final ServingBlock serving;

    public Sidebar(Navigator navigator, ServingBlock serving) {
        this.serving = serving;
        node.getStyleClass().add("sidebar");
        node.getChildren().add(serving.node());
        rows(node, navigator.destinations(), destination -> entry(destination, navigator));
        navigator.current().subscribe(this::mark);
    }

    Node node() {
        return node;
    }

    /// Shows a small figure or sign beside a destination; empty takes it away.
    ///
    /// @param meaning what it says, in words
    public void badge(Destination destination, String sign, String meaning, String style) {
        Entry entry = entries.get(destination);
        if (entry == null) {
            return;
        }
        entry.badge.setText(sign);
        entry.badge.setVisible(!sign.isEmpty());
        entry.badge.setManaged(!sign.isEmpty());
        entry.badge.getStyleClass().setAll("badge", style);
        String name = destination.title();
        entry.button.setAccessibleText(sign.isEmpty() ? name : name + ", " + meaning);
    }

    /// Puts the focus on the first entry, so that a key pressed at once does nothing that matters.
    public void focus() {
        if (!entries.isEmpty()) {
            entries.values().iterator().next().button.requestFocus();
        }
    }

    /// Whether a destination has an entry.
    public boolean shows(Destination destination) {
        return entries.containsKey(destination);
    }

    void setNarrow(boolean narrow) {
        node.pseudoClassStateChanged(NARROW, narrow);
        serving.setNarrow(narrow);
        entries.forEach((destination, entry) -> {
            entry.button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        });
    }

    /// Adds one row a destination, and the rule above what is set up rather than watched.
    static void rows(VBox sidebar, List<Destination> destinations, Function<Destination, Node> row) {
        boolean ruled = false;
        for (Destination destination : destinations) {
            if (destination.setUp() && !ruled) {
                sidebar.getChildren().add(rule());
                ruled = true;
            }
            sidebar.getChildren().add(row.apply(destination));
        }
    }

    private static Node rule() {
        var gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        var line = new Separator();
        line.getStyleClass().add("sidebar-rule");
        return new VBox(gap, line);
    }

    private Node entry(Destination destination, Navigator navigator) {
        var button = face(destination);
        button.setId("go-" + destination.id());
        Describe.named(button, destination.title(), Text.of("sidebar.go", destination.title()), destination.shortcut());
        button.setOnAction(press -> navigator.go(destination));
        var badge = new Label();
        badge.setVisible(false);
        badge.setManaged(false);
        badge.setMouseTransparent(true);
        entries.put(destination, new Entry(button, badge));
        return row(destination, button, badge);
    }

    private static Button face(Destination destination) {
        var button = new Button(destination.title(), Icons.of(destination.icon()));
        button.setAlignment(Pos.CENTER_LEFT);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().setAll("sidebar-entry");
        HBox.setHgrow(button, Priority.ALWAYS);
        return button;
    }

    /// An entry that can only be looked at.
    static Node still(Destination destination) {
        var button = face(destination);
        button.setFocusTraversable(false);
        return row(destination, button);
    }

    private static Node row(Destination destination, Node... parts) {
        var row = new HBox(parts);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("sidebar-row");
        row.pseudoClassStateChanged(PART, destination.part());
        return row;
    }

    private void mark(Destination current) {
        entries.forEach((destination, entry) ->
                entry.button.getParent().pseudoClassStateChanged(CURRENT, destination == current));
    }
}
