package signalbox.app.simulator;

import atlantafx.base.controls.Spacer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.Tools;
import signalbox.app.simulator.SimulatorModel.Replayed.State;
import signalbox.app.text.Text;
import signalbox.core.policy.Policy;

/// Logs of other tools: which to read, how it goes, and what they say.
final class PastCard {
    private static final List<Integer> DAYS = List.of(7, 30, 90, 365, PastModel.EVER);

    private final Tools tools;
    private final PastModel model;
    private final VBox places = new VBox(4);
    private final SequencedMap<Path, CheckBox> ticks = new LinkedHashMap<>();
    private final ComboBox<Integer> days = Choice.of(DAYS, PastCard::period);
    private final ComboBox<String> workload = Choice.of(List.of(""), PastCard::named);
    private final ComboBox<Boolean> drafted =
            Choice.of(List.of(false, true), draft -> Text.of("simulator.logs.policy." + (draft ? "draft" : "current")));
    private final Button files = new Button(null, Icons.of(Feather.FILE_TEXT));
    private final Button folder = new Button(null, Icons.of(Feather.FOLDER));
    private final Button read = new Button();
    private final Button cancel = new Button();
    private final ProgressBar progress = new ProgressBar();
    private final Label state = Prose.styled("", "text-muted");
    private final VBox node;
    private Policy draft;

    /// Made with the first report.
    private PastResult result;

    PastCard(Tools tools, PastModel model) {
        this.tools = tools;
        this.model = model;
        var intro = Prose.styled(Text.of("simulator.logs.intro"), "text-muted");
        node = new VBox(10, head(), intro, places, question(), progress, state);
        node.getStyleClass().add("card");
        days.setValue(30);
        workload.setValue("");
        drafted.setValue(false);
        progress.setMaxWidth(Double.MAX_VALUE);
        Describe.control(progress, "simulator.logs.progress");
        for (Node part : List.of(places, progress, cancel, state)) {
            part.managedProperty().bind(part.visibleProperty());
        }
        node.setOnDragOver(this::over);
        node.setOnDragDropped(this::dropped);
        workload.valueProperty().subscribe(name -> drafted.setDisable(name == null || name.isEmpty()));
        model.places().addListener((ListChangeListener<PastModel.Place>) change -> listPlaces());
        model.reading().subscribe(now -> show());
        model.share().subscribe(share -> progress.setProgress(share.doubleValue() / PastModel.WHOLE));
        listPlaces();
    }

    Region node() {
        return node;
    }

    /// Looks for logs, and offers the workloads that there are now.
    void refresh() {
        model.look();
        String chosen = workload.getValue();
        var names = new ArrayList<String>(List.of(""));
        names.addAll(model.policy().workloads().keySet());
        workload.getItems().setAll(names);
        workload.setValue(names.contains(chosen) ? chosen : "");
    }

    /// @param newDraft null while it cannot be read
    void draft(Policy newDraft) {
        draft = newDraft;
    }

    /// Where keys go first: to what can be read, else to choosing it.
    void focus() {
        (read.isDisabled() ? files : read).requestFocus();
    }

    /// Asks for files to read.
    void choose() {
        model.add(tools.desk().openAll(Text.of("simulator.logs.files.title")));
    }

    private Node head() {
        var title = new Label(Text.of("simulator.section.logs"));
        title.getStyleClass().add("section-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Describe.button(files, "simulator.logs.files", "Shortcut+O");
        Describe.button(folder, "simulator.logs.folder");
        files.setOnAction(press -> choose());
        folder.setOnAction(press ->
                tools.desk().folder(Text.of("simulator.logs.folder.title")).map(List::of).ifPresent(model::add));
        for (Region button : List.of(files, folder)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var head = new HBox(8, title, new Spacer(), files, folder);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node question() {
        Describe.button(read, "simulator.logs.read");
        read.getStyleClass().add("accent");
        read.setOnAction(press -> read());
        Describe.button(cancel, "simulator.logs.cancel");
        cancel.setOnAction(press -> model.stop());
        var buttons = new HBox(8, read, cancel);
        buttons.setAlignment(Pos.BOTTOM_LEFT);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        var row =
                new FlowPane(
                        12,
                        12,
                        Field.of("simulator.logs.days", days).node(),
                        Field.of("simulator.logs.workload", workload).node(),
                        Field.of("simulator.logs.policy", drafted).node(),
                        buttons);
        row.setRowValignment(VPos.BOTTOM);
        return row;
    }

    private void read() {
        boolean byDraft = drafted.getValue() && !drafted.isDisabled();
        if (byDraft && draft == null) {
            tools.toasts().say(Text.of("simulator.apply.unreadable"));
            return;
        }
        model.read(new PastModel.Asked(days.getValue(), workload.getValue(), byDraft ? draft : model.policy()));
    }

    /// Rows stay as long as their places do, so that a press on one does not take the focus away.
    private void listPlaces() {
        List<Path> paths = model.places().stream().map(PastModel.Place::path).toList();
        if (paths.equals(List.copyOf(ticks.keySet()))) {
            model.places().forEach(place -> ticks.get(place.path()).setSelected(place.ticked()));
        } else {
            ticks.clear();
            places.getChildren().setAll(model.places().stream().map(this::row).toList());
        }
        places.setVisible(!model.places().isEmpty());
        show();
    }

    private Node row(PastModel.Place place) {
        var tick = new CheckBox();
        String name = place.path().toString();
        Describe.named(tick, name, Text.of(place.found() ? "simulator.logs.found" : "simulator.logs.chosen"), "");
        tick.setText(name);
        tick.setWrapText(true);
        tick.setSelected(place.ticked());
        tick.setMinHeight(28);
        ticks.put(place.path(), tick);
        tick.setOnAction(press -> model.tick(place.path(), tick.isSelected()));
        var row = new HBox(8, tick);
        row.setAlignment(Pos.CENTER_LEFT);
        if (place.found()) {
            var found = new Label(Text.of("simulator.logs.found.mark"));
            found.getStyleClass().addAll("caption", "text-muted");
            found.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(found);
        } else {
            var away = new Button(null, Icons.of(Feather.X));
            away.getStyleClass().addAll("flat", "button-icon", "small");
            Describe.named(away, Text.of("simulator.logs.remove", name), Text.of("simulator.logs.remove.help"), "");
            away.setOnAction(press -> model.remove(place.path()));
            row.getChildren().add(away);
        }
        return row;
    }

    private void show() {
        PastModel.Read now = model.reading().get();
        boolean running = now.state() == State.RUNNING;
        read.setDisable(!model.ready());
        cancel.setVisible(running);
        progress.setVisible(running);
        state.setText(words(now));
        state.setVisible(!state.getText().isEmpty());
        if (result == null && now.report() != null) {
            result = new PastResult(this::copy);
            node.getChildren().add(result.node());
        }
        if (result != null) {
            result.show(now.report());
        }
    }

    private String words(PastModel.Read now) {
        return switch (now.state()) {
            case NONE -> model.places().isEmpty() ? Text.of("simulator.logs.none") : "";
            case RUNNING -> Text.of("simulator.logs.reading");
            case STOPPED -> Text.of("simulator.logs.stopped");
            case FAILED -> ErrorBoundary.sentence(now.failure());
            case DONE -> PastText.head(now);
        };
    }

    private void copy(boolean csv) {
        PastModel.Read now = model.reading().get();
        tools.desk().copy(csv ? PastText.csv(now.report()) : PastText.of(now));
        tools.toasts().say(Text.of("simulator.logs.copied"));
    }

    private void over(DragEvent drag) {
        if (drag.getDragboard().hasFiles()) {
            drag.acceptTransferModes(TransferMode.COPY);
        }
        drag.consume();
    }

    private void dropped(DragEvent drop) {
        List<Path> paths = drop.getDragboard().getFiles().stream().map(File::toPath).toList();
        model.add(paths);
        drop.setDropCompleted(!paths.isEmpty());
        drop.consume();
    }

    private static String period(int days) {
        return days == PastModel.EVER ? Text.of("simulator.logs.all") : Text.of("simulator.logs.last", days);
    }

    private static String named(String workload) {
        return workload.isEmpty() ? Text.of("simulator.logs.price_only") : workload;
    }
}
