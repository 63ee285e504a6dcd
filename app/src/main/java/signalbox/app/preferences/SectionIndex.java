package signalbox.app.preferences;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.shell.PageFrame;

/// The sections by name beside them, where the window is wide enough; pressing one brings it into view.
final class SectionIndex {
    private static final double WIDE = 1_100;

    private SectionIndex() {}

    static void beside(BorderPane page, List<Section> sections) {
        var list = new VBox(2);
        list.getStyleClass().add("section-index");
        for (Section section : sections) {
            var entry = new Button(section.title());
            Describe.named(entry, section.title(), "", "");
            entry.getStyleClass().addAll("flat", "section-entry");
            entry.setMaxWidth(Double.MAX_VALUE);
            entry.disableProperty().bind(section.node().visibleProperty().not());
            entry.setOnAction(press -> PageFrame.reveal(page, section.node()));
            list.getChildren().add(entry);
        }
        page.widthProperty().subscribe(width -> page.setLeft(width.doubleValue() < WIDE ? null : list));
    }
}
