package signalbox.app.routes;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import signalbox.app.form.Describe;
import signalbox.app.text.Text;

/// Who uses a route: links to the first workloads, and how many more there are.
final class RouteUsers {
    private static final int MOST = 12;

    private final FlowPane node = new FlowPane(4, 0);
    private final Consumer<String> open;

    /// @param open goes to a workload by its name
    RouteUsers(Consumer<String> open) {
        this.open = open;
        node.getStyleClass().add("pane-part");
        node.setAlignment(Pos.CENTER_LEFT);
    }

    Region node() {
        return node;
    }

    void show(List<String> workloads) {
        node.getChildren().setAll(muted(Text.of(workloads.isEmpty() ? "routes.unused" : "routes.used")));
        for (String workload : workloads.subList(0, Math.min(workloads.size(), MOST))) {
            var link = new Hyperlink(workload);
            Describe.named(link, workload, "", "");
            link.setMinHeight(28);
            link.setOnAction(press -> open.accept(workload));
            node.getChildren().add(link);
        }
        if (workloads.size() > MOST) {
            node.getChildren().add(muted(Text.of("routes.used.more", workloads.size() - MOST)));
        }
    }

    private static Label muted(String words) {
        var label = new Label(words);
        label.getStyleClass().add("text-muted");
        return label;
    }
}
