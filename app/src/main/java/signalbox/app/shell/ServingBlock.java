package signalbox.app.shell;

import atlantafx.base.controls.Spacer;
import atlantafx.base.controls.ToggleSwitch;
import java.util.Locale;
import java.util.function.IntSupplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.live.Background;
import signalbox.app.live.Fx;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// Top left: whether the local listener serves, at which address, a copy button, and its one switch.
public final class ServingBlock implements AutoCloseable {
    private final Serving serving;
    private final Router.Subscription changes;
    private final Background background;
    private final Toasts toasts;
    private final Modals modals;
    private final IntSupplier inFlight;
    private final Label sign = new Label();
    private final Label word = new Label();
    private final Label address = new Label();
    private final Label problem = Prose.styled("", "caption", "warning");
    private final ToggleSwitch toggle = new ToggleSwitch();
    private final UsePort other;
    private final VBox node = new VBox(4);
    private boolean showingState;
    private boolean narrowed;

    public ServingBlock(
            Serving serving,
            Background background,
            Toasts toasts,
            Modals modals,
            Desk desk,
            IntSupplier inFlight,
            Settings settings) {
        other = new UsePort(serving, background, toasts, settings);
        this.serving = serving;
        this.background = background;
        this.toasts = toasts;
        this.modals = modals;
        this.inFlight = inFlight;
        node.getStyleClass().add("serving");
        node.getChildren().addAll(stateRow(), addressRow(desk), problem, other.button());
        other.button().getStyleClass().add("small");
        toggle.selectedProperty().subscribe((was, now) -> switched(now));
        changes = serving.onChange(() -> Fx.run(this::refresh));
        refresh();
    }

    Node node() {
        return node;
    }

    void setNarrow(boolean narrow) {
        narrowed = narrow;
        node.getChildren().get(1).setVisible(!narrow);
        node.getChildren().get(1).setManaged(!narrow);
        complain();
        other.setWanted(!narrow);
        word.setVisible(!narrow);
        word.setManaged(!narrow);
    }

    private Node stateRow() {
        word.getStyleClass().add("serving-word");
        Describe.control(toggle, "serving.switch", "Shortcut+Shift+P");
        var row = new HBox(6, sign, word, new Spacer(), toggle);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node addressRow(Desk desk) {
        address.getStyleClass().addAll("mono", "text-muted");
        var copy = new Button(null, Icons.of(Feather.COPY));
        copy.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.icon(copy, "serving.copy");
        copy.setOnAction(press -> {
            desk.copy(serving.status().baseUrl());
            toasts.say(Text.of("serving.copied", serving.status().baseUrl()));
        });
        var row = new HBox(4, address, new Spacer(), copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    @Override
    public void close() {
        changes.close();
    }

    private void refresh() {
        var status = serving.status();
        String style =
                switch (status.state()) {
                    case SERVING -> "success";
                    case STOPPED -> "text-muted";
                    case FAILED -> "warning";
                };
        String shape =
                switch (status.state()) {
                    case SERVING -> "●";
                    case STOPPED -> "❚❚";
                    case FAILED -> "▲";
                };
        sign.setText(shape);
        sign.getStyleClass().setAll("label", style);
        word.setText(Text.of("serving." + status.state().name().toLowerCase(Locale.ROOT)));
        address.setText(status.address());
        showingState = true;
        toggle.setSelected(status.state() == Serving.State.SERVING);
        showingState = false;
        complain();
        other.refresh();
    }

    private void complain() {
        problem.setText(serving.status().problem());
        problem.setVisible(!narrowed && !problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
    }

    /// Stopping with calls in flight is the one thing asked about first.
    private void switched(boolean on) {
        if (showingState) {
            return;
        }
        int calls = inFlight.getAsInt();
        if (on || calls == 0) {
            run(on);
            return;
        }
        refresh();
        modals.confirm(
                Text.of("serving.stop.title"),
                Text.of("serving.stop.sentence", calls),
                Text.of("serving.stop.verb"),
                () -> run(false));
    }

    private void run(boolean on) {
        background.run(
                () -> {
                    if (on) {
                        serving.start();
                    } else {
                        serving.stop();
                    }
                    return on;
                },
                done -> refresh(),
                failure -> {
                    refresh();
                    toasts.fail(failure);
                });
    }

    /// What the shortcut does: as if the switch had been pressed.
    public void toggle() {
        toggle.setSelected(!toggle.isSelected());
    }
}
