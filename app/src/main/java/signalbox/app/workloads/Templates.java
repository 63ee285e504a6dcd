package signalbox.app.workloads;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.form.Sample;
import signalbox.app.shell.PageFrame;
import signalbox.app.text.Text;

/// What a new workload can start from, as a menu and, while there is none, as the page itself.
final class Templates {
    private Templates() {}

    static void fill(MenuButton menu, Consumer<Template> picked) {
        Describe.button(menu, "workloads.new", "N");
        menu.getStyleClass().add("accent");
        for (Template template : Template.values()) {
            var item = new MenuItem(Text.of(template.key()));
            item.setOnAction(press -> picked.accept(template));
            menu.getItems().add(item);
        }
    }

    static Node empty(Consumer<Template> picked, Node callers) {
        var title = Prose.title(Text.of("workloads.empty.title"));
        var sentence = Prose.muted(Text.of("workloads.empty.sentence"));
        var starts = new FlowPane(8, 8);
        for (Template template : Template.values()) {
            var start = new Button();
            Describe.button(start, template.key());
            start.setOnAction(press -> picked.accept(template));
            starts.getChildren().add(start);
        }
        var box = new VBox(12, title, sentence, starts, callers, sample());
        box.getStyleClass().add("card");
        return PageFrame.atTop(box);
    }

    private static Node sample() {
        return Sample.entry(
                "summaries",
                new Sample.State("ok", Text.of("workloads.state.ok")),
                0.35,
                Text.of("workloads.sample.spent"),
                "openai/gpt-5.4-mini");
    }
}
