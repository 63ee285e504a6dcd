package signalbox.app;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.live.LiveFeed;
import signalbox.app.preferences.Releases;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Settings;
import signalbox.app.shell.StatusBar;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// Looks once a day whether there is a newer version, and says so in the status bar. Only where the operator has named
/// a place to ask and switched this on; nothing is downloaded. Looks while the console is looked at, so that an idle
/// one asks nobody. FX thread only.
final class UpdateNotice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateNotice.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final Tools tools;
    private final Settings settings;
    private final InstantSource clock;
    private final String running;
    private final StatusBar status;
    private final Asking asking;
    private final Router.Subscription ticks;

    /// Who is asked. Blocks.
    interface Asking {
        Releases.Release ask(URI place) throws Exception;
    }

    /// @param running the version that runs
    UpdateNotice(Tools tools, String running, StatusBar status, Asking asking) {
        this.tools = tools;
        this.settings = tools.machine().settings();
        this.clock = tools.clock();
        this.running = running;
        this.status = status;
        this.asking = asking;
        ticks = tools.feed().on(LiveFeed.Pace.CHARTS, tick -> look());
        if (wanted()) {
            Releases.Release.of(settings.updatesNewest().get()).ifPresent(this::tell);
        }
        look();
    }

    /// Asks, when that is wanted and a day has passed since the last time.
    void look() {
        Instant now = clock.instant();
        if (!wanted() || now.isBefore(next())) {
            return;
        }
        String place = settings.feed().get();
        settings.updatesLooked().set(now.toString());
        tools.background()
                .run(
                        () -> asking.ask(URI.create(place)),
                        this::answered,
                        failure -> LOG.info("no answer about new versions: {}", failure.getMessage()));
    }

    private boolean wanted() {
        return settings.updatesDaily().get() && !settings.feed().get().isEmpty();
    }

    private Instant next() {
        try {
            return Instant.parse(settings.updatesLooked().get()).plus(EVERY);
        } catch (DateTimeException neverLooked) {
            return Instant.MIN;
        }
    }

    /// Kept for the rest of the day, over another language and another start.
    private void answered(Releases.Release release) {
        settings.updatesNewest().set(release.words());
        tell(release);
    }

    private void tell(Releases.Release release) {
        if (release.newerThan(running)) {
            status.update(Text.of("status.update", release.version()), () -> open(release));
        }
    }

    private void open(Releases.Release release) {
        if (release.page().isEmpty()) {
            tools.navigator().go(Destination.PREFERENCES);
        } else {
            tools.desk().browse(URI.create(release.page()));
        }
    }

    @Override
    public void close() {
        ticks.close();
    }
}
