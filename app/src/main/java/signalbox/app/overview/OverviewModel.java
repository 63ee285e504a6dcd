package signalbox.app.overview;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import signalbox.app.live.Background;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.RouterException;

/// State and actions of the overview. FX thread only; the ledger is read in the background, one reading at a time.
public final class OverviewModel {
    private final Router router;
    private final FactsReader reader;
    private final Background background;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<Facts> facts = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Exception> failure = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Period> period = new SimpleObjectProperty<>(Period.FORTNIGHT);
    private final BooleanProperty compare = new SimpleBooleanProperty();
    private Boolean practice;
    private boolean reading;
    private boolean again;
    private boolean looked;

    public OverviewModel(Router router, Background background, InstantSource clock) {
        this.router = router;
        this.reader = new FactsReader(router);
        this.background = background;
        this.clock = clock;
        period.subscribe((was, now) -> refresh());
        compare.subscribe((was, now) -> refresh());
    }

    /// What to show; null before the first reading.
    ReadOnlyObjectProperty<Facts> facts() {
        return facts.getReadOnlyProperty();
    }

    /// Why the last reading failed; null when it did not.
    public ReadOnlyObjectProperty<Exception> failure() {
        return failure.getReadOnlyProperty();
    }

    public ObjectProperty<Period> period() {
        return period;
    }

    /// Whether the period before stands behind the bars.
    public BooleanProperty compare() {
        return compare;
    }

    /// Chooses the view of real or of practice spend.
    public void show(boolean practiceSpend) {
        practice = practiceSpend;
        refresh();
    }

    /// Reads again; requests while a reading is under way make one more.
    public void refresh() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        var chosen = period.get();
        var wanted = practice;
        boolean ghosts = compare.get();
        background.run(
                () -> reader.read(chosen, wanted, ghosts, clock.instant()),
                read -> {
                    facts.set(read);
                    firstLook(read);
                    done(null);
                },
                this::done);
    }

    /// Sends a test request to the first provider that has a model.
    public void sendTest(Consumer<Router.ProviderTest> done, Consumer<Exception> failed) {
        var provider =
                router.policy().providers().values().stream()
                        .filter(one -> !one.models().isEmpty() && !one.paused())
                        .findFirst();
        if (provider.isEmpty()) {
            failed.accept(new RouterException("no_provider", Text.of("overview.no_provider")));
            return;
        }
        String model = provider.get().models().firstEntry().getKey();
        background.run(
                () -> router.testProvider(provider.get().name(), model),
                answer -> {
                    refresh();
                    done.accept(answer);
                },
                failed);
    }

    /// Where there is less than two days of history, the first look is at hours: fourteen days would be empty.
    private void firstLook(Facts read) {
        boolean first = !looked;
        looked = true;
        var chart = read.charts().spend();
        long days = LongStream.range(0, chart.buckets().size()).filter(day -> chart.total((int) day) > 0).count();
        if (first && period.get() == Period.FORTNIGHT && days > 0 && days <= 2) {
            period.set(Period.DAY);
        }
    }

    private void done(Exception problem) {
        failure.set(problem);
        reading = false;
        if (again) {
            again = false;
            refresh();
        }
    }
}
