package signalbox.app.connect;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.DiffView;
import signalbox.app.form.Prose;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// Shows what a tool's own configuration would say, and writes it when told to.
final class WriteDialog {
    private static final double WIDTH = 500;
    private static final double HIGHEST = 320;

    private final Tools tools;
    private final ConnectModel model;

    WriteDialog(Tools tools, ConnectModel model) {
        this.tools = tools;
        this.model = model;
    }

    void show(Client client, List<ToolFiles.Planned> planned) {
        String title = Text.of("connect.write.title", client.title());
        if (planned.stream().noneMatch(ToolFiles.Planned::changes)) {
            tools.modals().show(title, wrapped(Text.of("connect.write.same")), tools.modals().cancel());
            return;
        }
        var write = new Button();
        Describe.button(write, "connect.write.apply");
        write.getStyleClass().add("accent");
        write.setOnAction(press -> {
            tools.modals().hide();
            model.write(planned, () -> done(planned), tools.toasts()::fail);
        });
        tools.modals().show(title, content(planned), tools.modals().cancel(), write);
    }

    private Node content(List<ToolFiles.Planned> planned) {
        var diff = new DiffView();
        planned.stream()
                .filter(ToolFiles.Planned::changes)
                .forEach(one -> diff.add(one.file().toString(), one.before(), one.after()));
        var scroll = new ScrollPane(diff.node());
        scroll.setFitToWidth(true);
        scroll.setPrefSize(WIDTH, HIGHEST);
        Describe.control(scroll, "connect.write.difference");
        var box = new VBox(10, scroll);
        for (ToolFiles.Planned one : planned) {
            String words =
                    one.existed()
                            ? Text.of("connect.write.backup", one.backup().getFileName())
                            : Text.of("connect.write.new", one.file().getFileName());
            if (one.changes()) {
                box.getChildren().add(wrapped(words));
            }
        }
        box.getChildren().add(wrapped(Text.of("connect.write.secret")));
        return box;
    }

    private void done(List<ToolFiles.Planned> planned) {
        String files =
                String.join(
                        ", ",
                        planned.stream()
                                .filter(ToolFiles.Planned::changes)
                                .map(one -> one.file().getFileName().toString())
                                .toList());
        tools.toasts()
                .say(
                        Text.of("connect.write.done", files),
                        () ->
                                model.unwrite(
                                        planned,
                                        () -> tools.toasts().say(Text.of("connect.write.undone", files)),
                                        tools.toasts()::fail));
    }

    private static Label wrapped(String words) {
        var label = Prose.caption(words);
        label.setMaxWidth(WIDTH);
        return label;
    }
}
