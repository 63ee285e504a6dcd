package signalbox.app.requests;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import signalbox.app.live.Background;
import signalbox.app.live.Tick;
import signalbox.core.Router;
import signalbox.core.ledger.CallRow;

/// The newest calls that fit the filter. FX thread only; the ledger is read in the background.
public final class RequestsModel {
    static final int MOST = 2_000;

    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final List<CallRow> all = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();
    private final ObservableList<CallRow> rows = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<List<String>> unknown = new ReadOnlyObjectWrapper<>(List.of());
    private final List<CallRow> held = new ArrayList<>();
    private final Pins pins;
    private RequestFilter parsed = RequestFilter.parse("");
    private Instant deleted = Instant.EPOCH;

    /// @param pins ids of pinned calls, one a line
    public RequestsModel(Router router, Background background, InstantSource clock, StringProperty pins) {
        this.router = router;
        this.background = background;
        this.clock = clock;
        this.pins = new Pins(pins);
        filter.subscribe(this::refilter);
        paused.subscribe(now -> {
            if (!now) {
                letIn();
            }
        });
    }

    /// Pinned calls, then those that fit the filter, each newest first, at most [#MOST]. Do not change it.
    public ObservableList<CallRow> rows() {
        return rows;
    }

    public StringProperty filter() {
        return filter;
    }

    /// Words of the filter that mean nothing.
    public ReadOnlyObjectProperty<List<String>> unknown() {
        return unknown.getReadOnlyProperty();
    }

    /// While paused, new calls wait.
    public BooleanProperty paused() {
        return paused;
    }

    /// How many wait.
    public ReadOnlyIntegerProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    public InstantSource clock() {
        return clock;
    }

    /// Whether any call is known, filter or not.
    public boolean anything() {
        return !all.isEmpty();
    }

    /// Forgets calls that were deleted, also those that wait, are pinned or are being read.
    public void forget(Instant before) {
        if (!before.isAfter(deleted)) {
            return;
        }
        deleted = before;
        all.removeIf(this::gone);
        known.retainAll(all.stream().map(CallRow::id).collect(Collectors.toSet()));
        held.removeIf(this::gone);
        waiting.set(held.size());
        if (pins.rows().stream().anyMatch(this::gone)) {
            pins.found(pins.rows().stream().filter(row -> !gone(row)).toList());
        }
        list();
    }

    private boolean gone(CallRow row) {
        return row.at().isBefore(deleted);
    }

    /// Reads the newest calls from the ledger.
    public void load(Runnable done) {
        List<Long> asked = pins.ids();
        background.run(
                () -> {
                    router.ledger().flush();
                    return new Read(router.ledger().recent(MOST), pinned(asked));
                },
                read -> {
                    take(read.recent.reversed());
                    List<CallRow> pinned = read.pinned.stream().filter(row -> !gone(row)).toList();
                    if (asked.equals(pins.ids()) && pins.found(pinned)) {
                        list();
                    }
                    done.run();
                },
                failure -> done.run());
    }

    private record Read(List<CallRow> recent, List<CallRow> pinned) {}

    private List<CallRow> pinned(List<Long> ids) {
        return ids.stream().flatMap(id -> router.ledger().call(id).stream()).toList();
    }

    /// Whether a call is pinned.
    public boolean pinned(CallRow row) {
        return pins.has(row);
    }

    /// Pins a call, or lets it go.
    ///
    /// @return whether it was done; false when too many are pinned
    public boolean pin(CallRow row) {
        boolean done = pins.toggle(row);
        list();
        return done;
    }

    /// Takes what the feed brings; what a burst made it leave out is read from the ledger.
    public void hear(Tick tick) {
        if (tick.dropped() > 0 && !paused.get()) {
            load(() -> {});
        }
        if (paused.get()) {
            tick.rows().stream().filter(row -> !gone(row) && !known.contains(row.id())).forEach(held::add);
            int over = held.size() - MOST;
            if (over > 0) {
                held.subList(0, over).clear();
            }
            waiting.set(held.size());
        } else {
            take(tick.rows());
        }
    }

    private void letIn() {
        take(held);
        held.clear();
        waiting.set(0);
    }

    /// @param more oldest first
    private void take(List<CallRow> more) {
        var fresh = more.stream().filter(row -> !gone(row) && known.add(row.id())).toList();
        if (fresh.isEmpty()) {
            return;
        }
        boolean inOrder = all.isEmpty() || fresh.getFirst().id() > all.getFirst().id();
        all.addAll(0, fresh.reversed());
        if (!inOrder) {
            all.sort(Comparator.comparingLong(CallRow::id).reversed());
        }
        trim();
        if (inOrder) {
            rows.addAll(pins.rows().size(), fresh.reversed().stream().filter(this::listed).toList());
            if (rows.size() > MOST) {
                rows.remove(MOST, rows.size());
            }
        } else {
            list();
        }
    }

    private boolean listed(CallRow row) {
        return !pins.has(row) && parsed.holds().test(row);
    }

    private void list() {
        rows.setAll(Stream.concat(pins.rows().stream(), all.stream().filter(this::listed)).limit(MOST).toList());
    }

    private void trim() {
        while (all.size() > MOST) {
            known.remove(all.removeLast().id());
        }
    }

    private void refilter(String text) {
        parsed = RequestFilter.parse(text == null ? "" : text);
        unknown.set(parsed.unknown());
        list();
    }
}
