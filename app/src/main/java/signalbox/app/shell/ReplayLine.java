package signalbox.app.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.RouterException;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.simulate.Replay;

/// The button beside Apply that replays the last 24 hours under the draft, and its answer in one sentence. Pressed
/// while it runs, it stops.
public final class ReplayLine {
    private static final Duration DAY = Duration.ofDays(1);

    private final Tools tools;
    private final Supplier<Optional<Function<Policy, PolicyChange>>> draft;
    private final Button button = new Button();
    private final Label words = Prose.hiddenWhileEmpty(Prose.body(""));
    private AtomicBoolean running;

    /// @param draft what would be applied to the policy in force; empty while it cannot be
    public ReplayLine(Tools tools, Supplier<Optional<Function<Policy, PolicyChange>>> draft) {
        this.tools = tools;
        this.draft = draft;
        button.setOnAction(press -> press());
        clear();
    }

    public Button button() {
        return button;
    }

    public Label node() {
        return words;
    }

    /// Forgets the answer, which was about another draft, and stops what still runs.
    public void clear() {
        if (running != null) {
            running.set(false);
            running = null;
        }
        words.setText("");
        Describe.button(button, "replay");
    }

    private void press() {
        if (running != null) {
            clear();
            return;
        }
        draft.get().ifPresent(this::start);
    }

    private void start(Function<Policy, PolicyChange> now) {
        var mine = new AtomicBoolean(true);
        running = mine;
        Describe.button(button, "replay.stop");
        words.setText(Text.of("replay.running"));
        tools.background()
                .run(
                        () -> replay(now, mine),
                        result -> finish(mine, result.map(ReplayLine::sentence).orElse("")),
                        failure -> finish(mine, ErrorBoundary.sentence(failure)));
    }

    /// Empty when it was stopped.
    private Optional<Replay> replay(Function<Policy, PolicyChange> now, AtomicBoolean mine) throws RouterException {
        Policy policy = tools.router().policy();
        Policy after = now.apply(policy).applyTo(policy);
        Instant to = tools.clock().instant();
        try {
            return Optional.of(tools.router().replay(after, to.minus(DAY), to, calls -> mine.get()));
        } catch (CancellationException stopped) {
            return Optional.empty();
        }
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
            return Text.of("replay.none");
        }
        if (replay.moved() + replay.refused() + replay.allowed() == 0 && replay.deltaNanos() == 0) {
            return Text.of("replay.same", replay.calls());
        }
        long delta = replay.deltaNanos();
        String cost = delta == 0 ? "±$0" : (delta > 0 ? "+" : "") + Amounts.money(delta);
        String sentence = Text.of("replay.answer", replay.calls(), replay.moved(), replay.refused(), cost);
        return replay.allowed() == 0
                ? sentence
                : Sentences.joined(sentence, Text.of("replay.allowed", replay.allowed()));
    }
}
