package signalbox.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import javafx.util.Subscription;
import signalbox.app.halted.Halt;
import signalbox.app.halted.HaltModel;
import signalbox.app.halted.HaltWords;
import signalbox.app.live.Fx;
import signalbox.app.overview.Today;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Tools;
import signalbox.app.shell.Tray;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// What the sign in the notification area shows and does: the state in shape and words, unlocking, pausing, the
/// address. Everything here can be done in the window too. FX thread only.
final class TraySign implements AutoCloseable {
    private static final int NEAR_THOUSANDTHS = 800;
    private static final Duration BREAK = Duration.minutes(15);

    private final Tools tools;
    private final HaltModel halts;
    private final Runnable open;
    private final Runnable quit;
    private final PauseTransition pause = new PauseTransition(BREAK);
    private final Subscription following;
    private final Router.Subscription serving;
    private String spent = "";
    private int share = -1;
    private List<Object> shown = List.of();

    TraySign(Tools tools, HaltModel halts, Runnable open, Runnable quit) {
        this.tools = tools;
        this.halts = halts;
        this.open = open;
        this.quit = quit;
        pause.setOnFinished(end -> serve(true));
        serving = tools.serving().onChange(() -> Fx.run(this::refresh));
        following =
                halts.halts()
                        .subscribe(this::refresh)
                        .and(tools.machine().settings().tray().subscribe(wanted -> refresh()));
        refresh();
    }

    @Override
    public void close() {
        pause.stop();
        following.unsubscribe();
        serving.close();
    }

    /// Today’s spend has moved.
    void spent(Today today) {
        spent = today.words();
        share = today.share();
        refresh();
    }

    private void refresh() {
        var tray = tools.machine().tray();
        if (!tools.machine().settings().tray().get()) {
            shown = List.of();
            tray.hide();
            return;
        }
        var state = List.<Object>of(glyph(), words(), halts.halts().stream().map(Halt::budget).toList());
        if (!state.equals(shown)) {
            shown = state;
            tray.show(glyph(), words(), menu(), open);
        }
    }

    private Tray.Glyph glyph() {
        if (tools.serving().status().state() != Serving.State.SERVING) {
            return Tray.Glyph.PAUSED;
        }
        if (!halts.halts().isEmpty()) {
            return Tray.Glyph.HALTED;
        }
        return share >= NEAR_THOUSANDTHS ? Tray.Glyph.NEAR_CAP : Tray.Glyph.RUNNING;
    }

    private String words() {
        var state = tools.serving().status().state();
        String word = Text.of("serving." + state.name().toLowerCase(Locale.ROOT));
        return spent.isEmpty() ? word : Text.of("tray.state", word, spent);
    }

    private List<Tray.Item> menu() {
        var menu = new ArrayList<Tray.Item>();
        menu.add(Tray.Item.of(words(), null));
        if (!halts.halts().isEmpty()) {
            var below = halts.halts().stream().map(this::halted).toList();
            menu.add(new Tray.Item(Text.of("tray.halted"), null, below));
        }
        if (tools.serving().status().state() == Serving.State.SERVING) {
            menu.add(Tray.Item.of(Text.of("tray.pause"), () -> pause(true)));
            menu.add(Tray.Item.of(Text.of("tray.pause.open"), () -> pause(false)));
        } else {
            menu.add(Tray.Item.of(Text.of("tray.resume"), () -> serve(true)));
        }
        menu.add(Tray.Item.of(Text.of("tray.copy"), () -> tools.desk().copy(tools.serving().status().baseUrl())));
        menu.add(Tray.Item.of(Text.of("tray.open"), open));
        menu.add(Tray.Item.of(Text.of("tray.quit"), quit));
        return menu;
    }

    private Tray.Item halted(Halt halt) {
        var now = tools.clock().instant();
        return new Tray.Item(
                HaltWords.title(halt),
                null,
                List.of(
                        Tray.Item.of(
                                HaltWords.unlock(halt), () -> halts.unlock(halt, this::running, tools.toasts()::fail)),
                        Tray.Item.of(
                                HaltWords.raise(halt, halt.suggested(), now),
                                () -> halts.raise(halt, halt.suggested(), this::running, tools.toasts()::fail)),
                        Tray.Item.of(Text.of("tray.look"), open)));
    }

    private void running(HaltModel.Lifted lifted) {
        tools.toasts().say(HaltWords.running(lifted), () -> halts.undo(lifted, () -> {}, tools.toasts()::fail));
    }

    private void pause(boolean forAWhile) {
        serve(false);
        if (forAWhile) {
            pause.playFromStart();
        }
    }

    private void serve(boolean on) {
        pause.stop();
        tools.background()
                .run(
                        () -> {
                            if (on) {
                                tools.serving().start();
                            } else {
                                tools.serving().stop();
                            }
                            return on;
                        },
                        done -> {},
                        tools.toasts()::fail);
    }
}
