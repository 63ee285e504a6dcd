package signalbox.app.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.app.live.Reading;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger.PolicyVersion;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Policy;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.policyfile.PolicyFileException;
import signalbox.core.simulate.Replay;

/// State and actions of the simulator. FX thread; plans and replays run in the background.
public final class SimulatorModel {
    private static final int MOST_CALLS = 200;
    private static final int MOST_VERSIONS = 100;
    private static final long MOST_POLICY_BYTES = 4L << 20;

    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<Draft> draft = new ReadOnlyObjectWrapper<>(Draft.NONE);
    private final ReadOnlyObjectWrapper<Paths> paths = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Exception> unanswered = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Replayed> replayed = new ReadOnlyObjectWrapper<>(Replayed.NONE);
    private final ReadOnlyLongWrapper seen = new ReadOnlyLongWrapper();
    private Counting counting = new Counting(seen::set);
    private Question question;
    private long askedDraft;
    private long askedPaths;

    /// A draft as it stands.
    ///
    /// @param policy null while the text cannot be read
    /// @param problems each with its line
    record Draft(Policy policy, List<PolicyFileException.Problem> problems) {
        static final Draft NONE = new Draft(null, List.of());
    }

    /// A replay: running, done, stopped or failed.
    ///
    /// @param result null unless it is done
    /// @param failure null unless it failed
    record Replayed(State state, Duration span, Replay result, Exception failure) {
        static final Replayed NONE = new Replayed(State.NONE, Duration.ZERO, null, null);

        enum State {
            NONE,
            RUNNING,
            DONE,
            STOPPED,
            FAILED
        }
    }

    public SimulatorModel(Router router, Background background, InstantSource clock) {
        this.router = router;
        this.background = background;
        this.clock = clock;
    }

    ReadOnlyObjectProperty<Draft> draft() {
        return draft.getReadOnlyProperty();
    }

    /// What both policies do with the call in question; null before there is one.
    ReadOnlyObjectProperty<Paths> paths() {
        return paths.getReadOnlyProperty();
    }

    /// Why the call in question cannot be planned; null when it can.
    ReadOnlyObjectProperty<Exception> unanswered() {
        return unanswered.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Replayed> replayed() {
        return replayed.getReadOnlyProperty();
    }

    /// Calls that the running replay has seen.
    ReadOnlyLongProperty seen() {
        return seen.getReadOnlyProperty();
    }

    Policy policy() {
        return router.policy();
    }

    Instant now() {
        return clock.instant();
    }

    /// The newest calls of the past, newest first.
    Reading<List<CallRow>> calls(Consumer<List<CallRow>> done, Consumer<Exception> failed) {
        return new Reading<>(background, () -> router.ledger().recent(MOST_CALLS), done, failed);
    }

    Reading<List<PolicyVersion>> versions(Consumer<List<PolicyVersion>> done, Consumer<Exception> failed) {
        return new Reading<>(background, () -> router.ledger().policies(MOST_VERSIONS), done, failed);
    }

    /// The text of the policy in force.
    void current(Consumer<String> done, Consumer<Exception> failed) {
        background.run(() -> PolicyFile.write(router.policy()), done, failed);
    }

    /// The text of a policy that was in force.
    void version(long version, Consumer<String> done, Consumer<Exception> failed) {
        background.run(() -> PolicyFile.write(router.policyAt(version)), done, failed);
    }

    /// The text of a policy file.
    void open(Path file, Consumer<String> done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    try {
                        if (Files.size(file) > MOST_POLICY_BYTES) {
                            throw new RouterException("file_too_large", Text.of("simulator.from_file.large", file));
                        }
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new RouterException(
                                "file_unreadable", Text.of("simulator.from_file.unreadable", file), e);
                    }
                },
                done,
                failed);
    }

    /// Looks up a call of the past.
    void past(long id, Consumer<Question> done, Consumer<Exception> failed) {
        background.run(() -> Question.past(router, id), done, failed);
    }

    /// Reads a draft; only the newest answer counts.
    void edit(String text) {
        long mine = ++askedDraft;
        background.run(
                () -> read(text),
                result -> {
                    if (mine == askedDraft) {
                        draft.set(result);
                        plan();
                    }
                },
                unanswered::set);
    }

    private static Draft read(String text) {
        try {
            return new Draft(PolicyFile.read(text), List.of());
        } catch (PolicyFileException e) {
            return new Draft(null, e.problems());
        }
    }

    /// Asks about a call.
    void ask(Question newQuestion) {
        question = newQuestion;
        plan();
    }

    private void plan() {
        if (question == null) {
            return;
        }
        long mine = ++askedPaths;
        Question asked = question;
        Policy other = draft.get().policy();
        background.run(
                () -> paths(asked, other),
                result -> answered(mine, result, null),
                failure -> answered(mine, null, failure));
    }

    private void answered(long mine, Paths result, Exception failure) {
        if (mine == askedPaths) {
            paths.set(result);
            unanswered.set(failure);
        }
    }

    private Paths paths(Question asked, Policy other) throws RouterException {
        CallFacts facts = asked.facts(router.policy());
        return new Paths(facts, router.plan(facts), other == null ? null : router.plan(other, facts));
    }

    /// Replays the last calls under the draft. Does nothing while the draft cannot be read.
    void replay(Duration span) {
        Policy other = draft.get().policy();
        if (other == null || replayed.get().state() == Replayed.State.RUNNING) {
            return;
        }
        var mine = new Counting(seen::set);
        counting = mine;
        seen.set(0);
        replayed.set(new Replayed(Replayed.State.RUNNING, span, null, null));
        Instant to = clock.instant();
        background.run(
                () -> {
                    router.ledger().flush();
                    return router.replay(other, to.minus(span), to, mine::seen);
                },
                result -> replayed.set(new Replayed(Replayed.State.DONE, span, result, null)),
                failure ->
                        replayed.set(
                                failure instanceof CancellationException
                                        ? new Replayed(Replayed.State.STOPPED, span, null, null)
                                        : new Replayed(Replayed.State.FAILED, span, null, failure)));
    }

    /// Stops a running replay soon.
    void stop() {
        counting.stop();
    }

    /// Writes a text into a file.
    void save(Path file, String text, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    try {
                        return Files.writeString(file, text);
                    } catch (IOException e) {
                        throw new RouterException("unwritable", Text.of("simulator.unwritable", file), e);
                    }
                },
                was -> done.run(),
                failed::accept);
    }
}
