package signalbox.app.workloads;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.simulate.Replay;

/// The button beside Apply that replays the last 24 hours under the draft, and its answer in one sentence. Pressed
/// while it runs, it stops.
final class ReplayLine {
    private final WorkloadsModel model;
    private final Supplier<Optional<Draft>> draft;
    private final Button button = new Button();
    private final Label words = Prose.hiddenWhileEmpty(Prose.body(""));
    private AtomicBoolean running;

    ReplayLine(WorkloadsModel model, Supplier<Optional<Draft>> draft) {
        this.model = model;
        this.draft = draft;
        button.setOnAction(press -> press());
        clear();
    }

    Button button() {
        return button;
    }

    Label node() {
        return words;
    }

    /// Forgets the answer, which was about another draft, and stops what still runs.
    void clear() {
        if (running != null) {
            running.set(false);
            running = null;
        }
        words.setText("");
        Describe.button(button, "workloads.replay");
    }

    private void press() {
        if (running != null) {
            clear();
            return;
        }
        draft.get().ifPresent(this::start);
    }

    private void start(Draft now) {
        var mine = new AtomicBoolean(true);
        running = mine;
        Describe.button(button, "workloads.replay.stop");
        words.setText(Text.of("workloads.replay.running"));
        model.replay(
                now,
                mine::get,
                result -> finish(mine, result.map(ReplayLine::sentence).orElse("")),
                failure -> finish(mine, ErrorBoundary.sentence(failure)));
    }

    private void finish(AtomicBoolean mine, String sentence) {
        if (running == mine) {
            clear();
            words.setText(sentence);
        }
    }

    /// `Of 1,204 calls 31 would move, 2 be refused, cost −$1.20.`
    static String sentence(Replay replay) {
        if (replay.calls() == 0) {
            return Text.of("workloads.replay.none");
        }
        if (replay.moved() + replay.refused() + replay.allowed() == 0 && replay.deltaNanos() == 0) {
            return Text.of("workloads.replay.same", replay.calls());
        }
        long delta = replay.deltaNanos();
        String cost = delta == 0 ? "±$0" : (delta > 0 ? "+" : "") + Amounts.money(delta);
        String sentence = Text.of("workloads.replay.answer", replay.calls(), replay.moved(), replay.refused(), cost);
        return replay.allowed() == 0
                ? sentence
                : Sentences.joined(sentence, Text.of("workloads.replay.allowed", replay.allowed()));
    }
}
