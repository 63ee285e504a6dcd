package signalbox.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.app.halted.Halt;
import signalbox.app.halted.HaltModel;
import signalbox.app.halted.HaltWords;
import signalbox.app.live.Background;
import signalbox.app.live.Fx;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.Machine;
import signalbox.app.shell.QuietHours;
import signalbox.app.shell.Toasts;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.Forecasts;
import signalbox.core.Router;
import signalbox.core.RouterEvent;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;

/// Warns before a halt and hints at what happens while the window is not looked at. A budget warns at its share and
/// when its forecast passes the cap, at most once an hour for each workload; halts within ten seconds are one hint;
/// quiet hours silence the desktop, never what stands in the window. FX thread only.
final class Alerts implements AutoCloseable {
    private static final Duration QUIET = Duration.ofHours(1);
    private static final Duration MERGE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMinutes(1);

    /// How long a look may ask the ledger, which others wait for too.
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private record Doomed(BudgetStatus status, long atEnd) {}

    private final Router router;
    private final Machine machine;
    private final Toasts toasts;
    private final Background background;
    private final InstantSource clock;
    private final QuietHours quiet;
    private final Router.Subscription events;
    private final Router.Subscription ticks;
    private final Map<String, Instant> warned = new HashMap<>();
    private Instant haltHinted = Instant.MIN;
    private Instant looked = Instant.MIN;

    Alerts(
            Router router,
            Machine machine,
            Toasts toasts,
            Background background,
            InstantSource clock,
            LiveFeed feed,
            HaltModel halts,
            QuietHours quiet) {
        this.router = router;
        this.machine = machine;
        this.toasts = toasts;
        this.background = background;
        this.clock = clock;
        this.quiet = quiet;
        events = router.on(this::hear);
        ticks = feed.on(LiveFeed.Pace.CHARTS, tick -> lookAhead());
        halts.onHalt(this::halted);
    }

    @Override
    public void close() {
        events.close();
        ticks.close();
    }

    /// On a core thread: hands over and leaves.
    private void hear(RouterEvent event) {
        switch (event) {
            case RouterEvent.BudgetWarning(BudgetStatus status, int percent, Instant at) ->
                    Fx.later(() -> warn(status, Text.of("warned.percent", name(status), percent, cap(status))));
            case RouterEvent.ProviderHealth health -> Fx.later(() -> provider(health));
            default -> {
                // the rest is shown where it belongs
            }
        }
    }

    private void warn(BudgetStatus status, String sentence) {
        var now = clock.instant();
        var before = warned.get(name(status));
        if (before != null && Duration.between(before, now).compareTo(QUIET) < 0) {
            return;
        }
        warned.put(name(status), now);
        toasts.warn(sentence);
        if (machine.settings().tellWarnings().get()) {
            hint(Text.of("tell.warning"), sentence);
        }
    }

    private void halted(Halt halt) {
        var now = clock.instant();
        boolean merged = !haltHinted.equals(Instant.MIN) && Duration.between(haltHinted, now).compareTo(MERGE) < 0;
        if (!merged && machine.settings().tellHalts().get()) {
            haltHinted = now;
            hint(HaltWords.title(halt), HaltWords.sentence(halt, now));
        }
    }

    private void provider(RouterEvent.ProviderHealth health) {
        if (machine.settings().tellProviders().get()) {
            boolean well = health.cooling().isEmpty();
            hint(health.provider(), Text.of(well ? "tell.provider.well" : "tell.provider.failing", health.provider()));
        }
    }

    private void hint(String title, String sentence) {
        if (!quiet.now()) {
            machine.notifier().hint(title, sentence);
        }
    }

    private void lookAhead() {
        var now = clock.instant();
        if (!looked.equals(Instant.MIN) && Duration.between(looked, now).compareTo(LOOK) < 0) {
            return;
        }
        looked = now;
        background.run(
                () -> doomed(now),
                found -> found.forEach(one -> warn(one.status, forecast(one))),
                failure -> {
                    // the ledger cannot be read: the overview says so
                });
    }

    /// Money budgets that still run and will not last, as far as the ledger can tell; where there are more than can be
    /// asked about in time, those nearest their caps.
    private List<Doomed> doomed(Instant now) {
        long began = System.nanoTime();
        return router.budgets().stream()
                .filter(status -> status.budget().measure() == Measure.MONEY)
                .filter(status -> status.state() == BudgetStatus.State.OK || status.state() == BudgetStatus.State.SOFT)
                .sorted(Comparator.comparingDouble(Alerts::used).reversed())
                .takeWhile(_ -> System.nanoTime() - began < LOOK_NANOS)
                .map(status -> new Doomed(status, Forecasts.of(router.ledger(), status, false, now).atEnd().orElse(0)))
                .filter(one -> one.atEnd > one.status.cap())
                .toList();
    }

    /// Part of the cap that is spent; the order decides which forecasts are worth their questions to the ledger.
    private static double used(BudgetStatus status) {
        return status.cap() <= 0 ? 0 : (double) status.spent() / status.cap();
    }

    private String forecast(Doomed one) {
        String until = Times.until(one.status.windowEnd(), clock.instant(), one.status.budget().zone());
        return Text.of("warned.forecast", name(one.status), Amounts.estimated(one.atEnd), cap(one.status), until);
    }

    private static String cap(BudgetStatus status) {
        return Amounts.units(status.budget().measure(), status.cap());
    }

    /// Budgets of one workload warn under its name, so that they share the hour.
    private static String name(BudgetStatus status) {
        return status.budget().scope() instanceof Scope.OfWorkload(String workload) ? workload : status.budget().name();
    }
}
