package signalbox.app.halted;

import atlantafx.base.controls.Spacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.chart.Sparkline;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.live.Fx;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Icons;
import signalbox.app.shell.QuietHours;
import signalbox.app.shell.Theme;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;

/// Tells of halts in a window of its own, with the buttons that end them. Halts within ten seconds share one toast;
/// once lifted it says so, offers to undo, and leaves. In quiet hours it stays away; when they end, one toast tells of
/// what is still halted of that.
public final class HaltToast implements AutoCloseable {
    private static final Duration MERGE = Duration.ofSeconds(10);
    private static final javafx.util.Duration STAY = javafx.util.Duration.seconds(10);

    private final HaltModel model;
    private final InstantSource clock;
    private final QuietHours quiet;
    private final Runnable look;
    private final ToastWindow window;
    private final List<Halt> told = new ArrayList<>();
    private final List<String> unheard = new ArrayList<>();
    private final List<HaltModel.Lifted> lifted = new ArrayList<>();
    private Optional<Label> sentence = Optional.empty(); // of the budget that is told of alone
    private final PauseTransition leave = new PauseTransition(STAY);
    private final Subscription hours;
    private Instant since = Instant.MIN;

    /// @param look brings the main window to the front, where the halts are explained
    public HaltToast(HaltModel model, Theme theme, InstantSource clock, QuietHours quiet, Runnable look) {
        this.model = model;
        this.clock = clock;
        this.quiet = quiet;
        this.look = look;
        this.window = new ToastWindow(theme);
        leave.setOnFinished(end -> hide());
        model.onHalt(this::tell);
        model.halts().subscribe(this::follow);
        hours = quiet.onChange(this::catchUp);
    }

    @Override
    public void close() {
        hours.unsubscribe();
        unheard.clear();
        hide();
        window.close();
    }

    public boolean showing() {
        return window.showing();
    }

    public void hide() {
        leave.stop();
        window.hide();
        told.clear();
        lifted.clear();
    }

    private void tell(Halt halt) {
        if (quiet.now()) {
            if (unheard.isEmpty()) {
                wakeUp();
            }
            unheard.add(halt.budget());
            return;
        }
        var now = clock.instant();
        if (!window.showing() || Duration.between(since, now).compareTo(MERGE) > 0) {
            told.clear();
            lifted.clear();
            since = now;
        }
        told.add(halt);
        leave.stop();
        window.show(told.size() == 1 ? single(halt) : merged());
    }

    /// Comes back when the quiet hours end. No animation waits: one that runs for hours would keep the machine awake.
    private void wakeUp() {
        CompletableFuture.delayedExecutor(quiet.left().toMillis() + 1, TimeUnit.MILLISECONDS)
                .execute(() -> Fx.later(this::awake));
    }

    private void awake() {
        if (quiet.now() && !unheard.isEmpty()) {
            wakeUp(); // the clock was set, or the hours are others now
        } else {
            catchUp();
        }
    }

    /// Tells of what halted in quiet hours that are over, and is halted still.
    private void catchUp() {
        if (unheard.isEmpty() || quiet.now()) {
            return;
        }
        var still = model.halts().stream().filter(halt -> unheard.contains(halt.budget())).toList();
        unheard.clear();
        if (!still.isEmpty()) {
            since = clock.instant();
            told.clear();
            lifted.clear();
            told.addAll(still);
            leave.stop();
            window.show(still.size() == 1 ? single(still.getFirst()) : merged());
        }
    }

    /// Keeps up with what is halted: its count of refusals, and what was lifted elsewhere, by banner or command line.
    private void follow() {
        catchUp();
        var halted = model.halts().stream().map(Halt::budget).toList();
        boolean gone = told.removeIf(halt -> !halted.contains(halt.budget()));
        if (gone && told.isEmpty()) {
            window.hide();
        } else if (gone) {
            window.show(told.size() == 1 ? single(told.getFirst()) : merged());
        } else if (told.size() == 1) {
            model.halts().stream()
                    .filter(halt -> halt.budget().equals(told.getFirst().budget()))
                    .forEach(halt ->
                            sentence.ifPresent(label -> label.setText(HaltWords.sentence(halt, clock.instant()))));
        }
    }

    private Parent single(Halt halt) {
        var now = clock.instant();
        var spark = new Sparkline();
        spark.setMinSize(ToastWindow.WIDTH - 44, 32);
        spark.show(halt.story().lastHour());
        var words = Prose.body(HaltWords.sentence(halt, now));
        sentence = Optional.of(words);
        var box = box(HaltWords.title(halt), words);
        if (!halt.story().lastHour().isEmpty()) {
            box.getChildren().add(spark);
        }
        String facts = Sentences.joined(HaltWords.unusual(halt), HaltWords.who(halt), HaltWords.forecast(halt));
        if (!facts.isEmpty()) {
            box.getChildren().add(Prose.muted(facts));
        }
        var unlock = button(HaltWords.unlock(halt), () -> model.unlock(halt, this::lifted, this::failed));
        var raise =
                button(
                        HaltWords.raise(halt, halt.suggested(), now),
                        () -> model.raise(halt, halt.suggested(), this::lifted, this::failed));
        var lookAt = button(Text.of("halted.toast.look"), this::lookNow);
        boolean unusual = halt.story().unusual();
        first(unusual ? lookAt : unlock);
        box.getChildren()
                .add(unusual ? new FlowPane(8, 8, lookAt, unlock, raise) : new FlowPane(8, 8, unlock, raise, lookAt));
        return box;
    }

    private Parent merged() {
        var names = Sentences.list(told.stream().map(Halt::workload).distinct().toList());
        sentence = Optional.empty();
        var box = box(Text.of("halted.merged", told.size()), Prose.body(names));
        boolean unusual = told.stream().anyMatch(halt -> halt.story().unusual());
        var lookAt = button(Text.of("halted.toast.look"), this::lookNow);
        var unlock = button(Text.of("halted.toast.unlock_all"), this::unlockAll);
        first(unusual ? lookAt : unlock);
        box.getChildren().add(unusual ? new FlowPane(8, 8, lookAt, unlock) : new FlowPane(8, 8, unlock, lookAt));
        return box;
    }

    private void unlockAll() {
        List.copyOf(told).forEach(halt -> model.unlock(halt, this::lifted, this::failed));
    }

    /// What Enter does, should somebody go to the toast with the keyboard.
    private static void first(Button button) {
        button.getStyleClass().add("accent");
        button.setDefaultButton(true);
        Fx.later(button::requestFocus);
    }

    private void lifted(HaltModel.Lifted one) {
        told.removeIf(halt -> halt.budget().equals(one.halt().budget()));
        lifted.add(one);
        if (told.isEmpty()) {
            var back = List.copyOf(lifted);
            var undo =
                    button(
                            Text.of("toast.undo"),
                            () -> back.forEach(each -> model.undo(each, this::hide, this::failed)));
            String words = back.size() == 1 ? HaltWords.running(one) : Text.of("halted.running.all", back.size());
            show(Feather.CHECK_CIRCLE, "success", words, undo);
        }
    }

    private void failed(Exception failure) {
        show(
                Feather.INFO,
                "warning",
                ErrorBoundary.sentence(failure),
                button(Text.of("halted.toast.look"), this::lookNow));
    }

    private void show(Feather icon, String style, String sentence, Button action) {
        var words = Prose.body(sentence);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(12, Icons.of(icon, style), words, action, cross());
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().addAll("halt-toast", style);
        action.setMinWidth(Region.USE_PREF_SIZE);
        Theme.style(row, "halted");
        leave.playFromStart();
        window.show(row);
    }

    private void lookNow() {
        hide();
        look.run();
    }

    private VBox box(String title, Label words) {
        var heading = new Label(title, Icons.of(Feather.ALERT_OCTAGON, "danger-text"));
        heading.getStyleClass().add("halt-title");
        var top = new HBox(8, heading, new Spacer(), cross());
        top.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(10, top, words);
        box.getStyleClass().add("halt-toast");
        Theme.style(box, "halted");
        return box;
    }

    private Node cross() {
        var close = new Button(null, Icons.of(Feather.X));
        close.getStyleClass().addAll("flat", "button-icon", "small");
        Describe.icon(close, "toast.close");
        close.setOnAction(press -> hide());
        return close;
    }

    private static Button button(String words, Runnable action) {
        var button = new Button(words);
        Describe.named(button, words, "", "");
        button.setOnAction(press -> action.run());
        return button;
    }
}
