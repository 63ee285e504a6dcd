package signalbox.app.shell;

import atlantafx.base.controls.Spacer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;

/// The same frame around every screen: title, what can be done at its right, and the content below.
public final class PageFrame {
    private PageFrame() {}

    /// A screen that scrolls as a whole.
    ///
    /// @param id text prefix and css file: `overview`
    public static BorderPane scrolling(String id, Region content, Node... actions) {
        content.getStyleClass().add("page-content");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "page-scroll");
        scroll.setFocusTraversable(false);
        return frame(id, scroll, actions);
    }

    /// A screen that fills the window and scrolls in its parts.
    public static BorderPane filling(String id, Region content, Node... actions) {
        content.getStyleClass().add("page-content");
        return frame(id, content, actions);
    }

    /// Stands where the first of a list will be: what it is for, and the button that makes one.
    ///
    /// @param id whose texts these are: `budgets`
    /// @param sample of what will stand here
    public static Node empty(String id, Runnable start, Node sample) {
        var button = new Button();
        Describe.button(button, id + ".empty.start");
        button.setOnAction(press -> start.run());
        var title = Prose.title(Text.of(id + ".empty.title"));
        var box = new VBox(12, title, Prose.muted(Text.of(id + ".empty.sentence")), button, sample);
        box.getStyleClass().add("card");
        return atTop(box);
    }

    /// A card that is as tall as what it says, where others would fill the page.
    public static Region atTop(Region card) {
        card.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(card, Pos.TOP_LEFT);
        return card;
    }

    /// Scrolls a page made by [#scrolling] so that one part of its content comes into view.
    public static void reveal(BorderPane page, Node part) {
        page.applyCss();
        page.layout();
        if (page.getCenter() instanceof ScrollPane scroll) {
            double spare = scroll.getContent().getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
            scroll.setVvalue(spare <= 0 ? 0 : Math.min(1, part.getBoundsInParent().getMinY() / spare));
        }
    }

    private static BorderPane frame(String id, Node body, Node... actions) {
        var title = new Label(Text.of(id + ".title"));
        title.getStyleClass().add("page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var header = new HBox(8, title, new Spacer());
        header.getChildren().addAll(actions);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("page-header");
        var root = new BorderPane(body);
        root.setTop(header);
        root.getStyleClass().addAll("page", id);
        Theme.style(root, id);
        return root;
    }
}
