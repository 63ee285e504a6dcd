package signalbox.app.requests;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private RequestFilter parsed = RequestFilter.parse("");

    public RequestsModel(Router router, Background background, InstantSource clock) {
        this.router = router;
        this.background = background;
        this.clock = clock;
        filter.subscribe(this::refilter);
        paused.subscribe(now -> {
            if (!now) {
                letIn();
            }
        });
    }

    /// Calls that fit the filter, newest first, at most [#MOST]. Do not change it.
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

    /// Reads the newest calls from the ledger.
    public void load(Runnable done) {
        background.run(
                () -> {
                    router.ledger().flush();
                    return router.ledger().recent(MOST);
                },
                read -> {
                    take(read.reversed());
                    done.run();
                },
                failure -> done.run());
    }

    /// Takes what the feed brings; what a burst made it leave out is read from the ledger.
    public void hear(Tick tick) {
        if (tick.dropped() > 0 && !paused.get()) {
            load(() -> {});
        }
        if (paused.get()) {
            tick.rows().stream().filter(row -> !known.contains(row.id())).forEach(held::add);
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
        var fresh = more.stream().filter(row -> known.add(row.id())).toList();
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
            rows.addAll(0, fresh.reversed().stream().filter(parsed.holds()).toList());
            if (rows.size() > MOST) {
                rows.remove(MOST, rows.size());
            }
        } else {
            rows.setAll(all.stream().filter(parsed.holds()).toList());
        }
    }

    private void trim() {
        while (all.size() > MOST) {
            known.remove(all.removeLast().id());
        }
    }

    private void refilter(String text) {
        parsed = RequestFilter.parse(text == null ? "" : text);
        unknown.set(parsed.unknown());
        rows.setAll(all.stream().filter(parsed.holds()).toList());
    }
}
