package signalbox.app.halted;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import signalbox.app.live.Background;
import signalbox.app.live.Fx;
import signalbox.core.Router;
import signalbox.core.RouterEvent;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.Amount;

/// What is halted now, and the three things that can be done about it. Hears halts from the router itself, so that the
/// toast comes also while the window is hidden. FX thread only.
public final class HaltModel implements AutoCloseable {
    /// Something was lifted, and can be taken back.
    ///
    /// @param ceiling the budget’s cap now, in its unit
    public record Lifted(Halt halt, long ceiling) {}

    private final Router router;
    private final HaltReader reader;
    private final Background background;
    private final InstantSource clock;
    private final String actor;
    private final ObservableList<Halt> halts = FXCollections.observableArrayList();
    private final Map<String, String> blamed = new ConcurrentHashMap<>();
    private final List<Consumer<Halt>> onHalt = new CopyOnWriteArrayList<>();
    private final Router.Subscription events;
    private boolean reading;
    private boolean again;
    private boolean outdated;
    private boolean started;

    public HaltModel(Router router, Background background, InstantSource clock, String actor) {
        this.router = router;
        this.reader = new HaltReader(router);
        this.background = background;
        this.clock = clock;
        this.actor = actor;
        this.events = router.on(this::hear);
        refresh();
    }

    /// The halts, newest first. Do not change it.
    public ObservableList<Halt> halts() {
        return halts;
    }

    /// Calls `listener` on the FX thread with each new halt, once its story is known. Halts that are found at the start
    /// are no news: the overview shows them.
    public void onHalt(Consumer<Halt> listener) {
        onHalt.add(listener);
    }

    /// Reads the halts anew; requests while one is under way make one more.
    public void refresh() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        background.run(() -> reader.read(blamed, clock.instant()), this::show, failure -> unread());
    }

    /// Lets the workload run on to the suggested ceiling until the window ends; the cap stays.
    public void unlock(Halt halt, Consumer<Lifted> done, Consumer<Exception> failed) {
        lift(halt, () -> router.unlock(halt.workload(), Optional.empty(), actor, ""), done, failed);
    }

    /// Lifts the cap until the window ends.
    public void raise(Halt halt, long ceiling, Consumer<Lifted> done, Consumer<Exception> failed) {
        var amount = Optional.of(new Amount(halt.status().budget().measure(), ceiling));
        lift(halt, () -> router.raise(halt.workload(), amount, false, actor, ""), done, failed);
    }

    /// Takes back a lift; the budget is then as it was.
    public void undo(Lifted lifted, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    router.withdrawBumps(lifted.halt().budget(), actor);
                    return lifted;
                },
                taken -> {
                    refresh();
                    done.run();
                },
                failed);
    }

    @Override
    public void close() {
        events.close();
    }

    private interface Lift {
        List<BudgetStatus> run() throws Exception;
    }

    private void lift(Halt halt, Lift lift, Consumer<Lifted> done, Consumer<Exception> failed) {
        background.run(
                () -> new Lifted(halt, capOf(halt.budget(), lift.run(), halt.suggested())),
                lifted -> {
                    done.accept(lifted);
                    halts.removeIf(one -> one.budget().equals(halt.budget()));
                    outdated = reading;
                    refresh();
                },
                failed);
    }

    private static long capOf(String budget, List<BudgetStatus> now, long otherwise) {
        return now.stream()
                .filter(status -> status.budget().name().equals(budget))
                .mapToLong(BudgetStatus::cap)
                .findFirst()
                .orElse(otherwise);
    }

    /// On a core thread: notes who is to blame and leaves.
    private void hear(RouterEvent event) {
        switch (event) {
            case RouterEvent.BudgetHalted halted -> {
                blamed.put(halted.status().budget().name(), halted.workload());
                Fx.later(this::refresh);
            }
            case RouterEvent.BudgetResumed resumed -> Fx.later(this::refresh);
            case RouterEvent.PolicyChanged changed -> Fx.later(this::refresh);
            default -> {
                // calls change no halt
            }
        }
    }

    /// A reading from before a lift still has the halt that is lifted; told again, it would look like a new one.
    private void show(List<Halt> now) {
        if (outdated) {
            outdated = false;
            read();
            return;
        }
        var known = halts.stream().map(Halt::budget).toList();
        halts.setAll(
                now.stream()
                        .sorted(
                                Comparator.comparing(
                                                (Halt halt) -> halt.status().haltedSince(),
                                                Comparator.nullsFirst(Comparator.naturalOrder()))
                                        .reversed())
                        .toList());
        if (started) {
            halts.stream()
                    .filter(halt -> !known.contains(halt.budget()))
                    .toList()
                    .forEach(halt -> onHalt.forEach(listener -> listener.accept(halt)));
        }
        started = true;
        read();
    }

    private void unread() {
        outdated = false;
        read();
    }

    private void read() {
        reading = false;
        if (again) {
            again = false;
            refresh();
        }
    }
}
