package signalbox.app.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import signalbox.app.live.Background;
import signalbox.app.simulator.SimulatorModel.Replayed.State;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.past.PastAudit;
import signalbox.core.past.PastPlaces;
import signalbox.core.past.PastReport;
import signalbox.core.policy.Policy;

/// Logs of other tools: which are read, how far that is, and what they say. FX thread; files are read in the
/// background, and nothing of them is kept but the newest report.
public final class PastModel {
    /// The thousandths that [#share] counts.
    static final long WHOLE = 1_000;

    /// Days that stand for all time.
    static final int EVER = 36_500;

    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final Path home;
    private final Map<String, String> environment;
    private final ObservableList<Place> places = FXCollections.observableArrayList();
    private final ObservableList<Place> shownPlaces = FXCollections.unmodifiableObservableList(places);
    private final ReadOnlyObjectWrapper<Read> reading = new ReadOnlyObjectWrapper<>(Read.NONE);
    private final ReadOnlyLongWrapper share = new ReadOnlyLongWrapper();
    private Counting counting = new Counting(share::set);
    private boolean looked;

    /// A file or folder that may be read.
    ///
    /// @param found where a tool keeps its logs, as opposed to chosen by hand
    record Place(Path path, boolean found, boolean ticked) {}

    /// What is asked of the logs.
    ///
    /// @param days how far back
    /// @param workload to plan every call as; empty to price only
    /// @param policy to plan by
    record Asked(int days, String workload, Policy policy) {}

    /// @param report null unless it is done
    /// @param failure null unless it failed
    record Read(State state, Asked asked, PastReport report, Exception failure) {
        static final Read NONE = new Read(State.NONE, null, null, null);
    }

    /// @param home the operator's own folder
    /// @param environment as the program was started with it
    public PastModel(
            Router router, Background background, InstantSource clock, Path home, Map<String, String> environment) {
        this.router = router;
        this.background = background;
        this.clock = clock;
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /// Those found first, in the order in which they came.
    ObservableList<Place> places() {
        return shownPlaces;
    }

    ReadOnlyObjectProperty<Read> reading() {
        return reading.getReadOnlyProperty();
    }

    /// How much of the files has been read, in thousandths.
    ReadOnlyLongProperty share() {
        return share.getReadOnlyProperty();
    }

    Policy policy() {
        return router.policy();
    }

    /// Looks once where tools keep their logs. Only whether the folders are there; nothing is read.
    void look() {
        if (looked) {
            return;
        }
        looked = true;
        background.run(
                () -> PastPlaces.found(home, environment),
                found -> found.forEach(path -> put(new Place(path, true, true))),
                failure -> {
                    // a variable that names no path: what is chosen by hand is read all the same
                });
    }

    /// Adds files and folders that were chosen, ticked.
    void add(List<Path> chosen) {
        chosen.forEach(path -> put(new Place(path.toAbsolutePath().normalize(), false, true)));
    }

    private void put(Place place) {
        int at = index(place.path());
        if (at >= 0) {
            places.set(at, new Place(place.path(), places.get(at).found(), true));
        } else if (place.found()) {
            places.add((int) places.stream().filter(Place::found).count(), place);
        } else {
            places.add(place);
        }
    }

    void tick(Path path, boolean ticked) {
        int at = index(path);
        if (at >= 0 && places.get(at).ticked() != ticked) {
            places.set(at, new Place(path, places.get(at).found(), ticked));
        }
    }

    void remove(Path path) {
        places.removeIf(place -> place.path().equals(path));
    }

    private int index(Path path) {
        return places.stream().map(Place::path).toList().indexOf(path);
    }

    /// Whether there is anything to read.
    boolean ready() {
        return places.stream().anyMatch(Place::ticked) && reading.get().state() != State.RUNNING;
    }

    /// Reads what is ticked. Does nothing while nothing is, or while it reads.
    void read(Asked asked) {
        if (!ready()) {
            return;
        }
        var mine = new Counting(share::set);
        counting = mine;
        share.set(0);
        reading.set(new Read(State.RUNNING, asked, null, null));
        List<Path> ticked = places.stream().filter(Place::ticked).map(Place::path).toList();
        background.run(
                () -> PastAudit.of(ticked, question(asked), (read, all) -> mine.seen(thousandths(read, all))),
                report -> reading.set(new Read(State.DONE, asked, report, null)),
                failure ->
                        reading.set(
                                failure instanceof CancellationException
                                        ? new Read(State.STOPPED, asked, null, null)
                                        : new Read(State.FAILED, asked, null, failure)));
    }

    /// Stops the reading under way soon.
    void stop() {
        counting.stop();
    }

    private PastAudit.Question question(Asked asked) throws RouterException {
        if (!asked.workload().isEmpty() && !asked.policy().workloads().containsKey(asked.workload())) {
            throw new RouterException("unknown_workload", Text.of("simulator.logs.no_workload", asked.workload()));
        }
        Instant to = clock.instant();
        return new PastAudit.Question(
                to.minus(Duration.ofDays(asked.days())),
                to,
                router.prices(),
                asked.workload().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PastAudit.Under(asked.policy(), asked.workload())));
    }

    private static long thousandths(long read, long all) {
        return all <= 0 ? 0 : Math.min(WHOLE, read * WHOLE / all);
    }
}
