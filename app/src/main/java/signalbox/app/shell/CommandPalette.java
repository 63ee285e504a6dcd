package signalbox.app.shell;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.controls.Spacer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.text.Text;

/// One field to go anywhere and do anything: type a few letters, press Enter. Every letter group must occur in the
/// command’s words.
public final class CommandPalette {
    private static final double ROW = 32;
    private static final int SHOWN = 9;

    /// @param words what it does
    /// @param hint its key, or empty
    public record Command(String words, String hint, Runnable action) {}

    private final Modals modals;
    private final List<Supplier<Stream<Command>>> sources = new ArrayList<>();

    public CommandPalette(Modals modals) {
        this.modals = modals;
    }

    /// Adds commands, asked for each time the palette opens.
    public void add(Supplier<Stream<Command>> source) {
        sources.add(source);
    }

    public void open() {
        var all = sources.stream().flatMap(Supplier::get).toList();
        var list = list();
        list.getItems().setAll(all);
        list.getSelectionModel().selectFirst();
        var field = field(list, all);
        list.setOnMouseClicked(click -> run(list));
        var box = new VBox(8, field, list);
        box.setPrefWidth(500);
        modals.show(Text.of("palette.title"), box);
        field.requestFocus();
    }

    private CustomTextField field(ListView<Command> list, List<Command> all) {
        var field = new CustomTextField();
        field.setLeft(Icons.of(Feather.SEARCH));
        field.setPromptText(Text.of("palette.prompt"));
        Describe.control(field, "palette.title");
        field.textProperty()
                .subscribe(typed -> {
                    list.getItems().setAll(all.stream().filter(one -> fits(one, typed)).toList());
                    list.getSelectionModel().selectFirst();
                });
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> steer(event, list));
        return field;
    }

    private ListView<Command> list() {
        var list = new ListView<Command>();
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * SHOWN + 2);
        list.setFocusTraversable(false);
        list.getStyleClass().add("palette-list");
        Describe.control(list, "palette.title");
        var nothing = new Label(Text.of("palette.nothing"));
        nothing.getStyleClass().add("text-muted");
        list.setPlaceholder(nothing);
        list.setCellFactory(view -> new Cell());
        return list;
    }

    private void steer(KeyEvent event, ListView<Command> list) {
        if (event.getCode() == KeyCode.DOWN) {
            list.getSelectionModel().selectNext();
        } else if (event.getCode() == KeyCode.UP) {
            list.getSelectionModel().selectPrevious();
        } else if (event.getCode() == KeyCode.ENTER) {
            run(list);
        } else {
            return;
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - SHOWN + 2));
        event.consume();
    }

    private void run(ListView<Command> list) {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            modals.hide();
            chosen.action().run();
        }
    }

    static boolean fits(Command command, String typed) {
        String words = command.words().toLowerCase(Locale.ROOT);
        return Stream.of(typed.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(words::contains);
    }

    private static final class Cell extends ListCell<Command> {
        private final Label words = new Label();
        private final Label hint = new Label();
        private final HBox row;

        Cell() {
            hint.getStyleClass().add("key-cap");
            row = new HBox(12, words, new Spacer(), hint);
            row.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(Command command, boolean empty) {
            super.updateItem(command, empty);
            setGraphic(empty ? null : row);
            words.setText(empty ? "" : command.words());
            hint.setText(empty ? "" : command.hint());
        }
    }
}
