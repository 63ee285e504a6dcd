package signalbox.app.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import signalbox.app.chart.LatencyLines;
import signalbox.app.chart.ModelMix;
import signalbox.app.text.Text;
import signalbox.core.ledger.Ledger;

/// Reads what the charts of a period show, from roll-ups alone. Blocks on the store: never on the FX thread.
final class ChartsReader {
    private static final int MODELS = 6;

    /// Stands for calls that nobody was asked to serve.
    private static final String NONE = "none";

    private final Ledger ledger;
    private final Period period;
    private final boolean practice;
    private final Instant now;
    private final Money money;
    private final LatencyReader latency;

    ChartsReader(Ledger ledger, Period period, boolean practice, Instant now, Money money, LatencyReader latency) {
        this.ledger = ledger;
        this.period = period;
        this.practice = practice;
        this.now = now;
        this.money = money;
        this.latency = latency;
    }

    /// @param ranked workloads by 30-day spend, dearest first
    Charts read(List<String> ranked, boolean compare) {
        ZoneId zone = money.zone();
        var maker = new ChartMaker(period, now, zone);
        var bounds = period.bounds(now, zone);
        var before = period.before(now, zone);
        var spends = spend(bounds);
        return new Charts(
                period,
                compare ? maker.make(spends, ranked, spend(before), before) : maker.make(spends, ranked),
                new DayReader(ledger, money).read(practice, now),
                new LatencyLines(maker.buckets(bounds), latency.read(ledger, bounds, practice, now)),
                mix(bounds));
    }

    private List<Ledger.Spend> spend(List<Instant> bounds) {
        return ledger.spend(bounds, Ledger.Group.WORKLOAD).stream()
                .filter(spend -> spend.practice() == practice)
                .toList();
    }

    private ModelMix mix(List<Instant> bounds) {
        var bars =
                ledger.spend(bounds.getFirst(), bounds.getLast(), Ledger.Bucket.ALL, Ledger.Group.MODEL).stream()
                        .filter(spend -> spend.practice() == practice && !spend.group().equals(NONE))
                        .filter(spend -> spend.calls() > spend.refused())
                        .map(spend ->
                                new ModelMix.Bar(
                                        spend.group(), spend.calls() - spend.refused(), spend.costNanos(), false))
                        .sorted(Comparator.comparingLong(ModelMix.Bar::calls).reversed())
                        .toList();
        return new ModelMix(bars.size() <= MODELS + 1 ? bars : folded(bars));
    }

    private static List<ModelMix.Bar> folded(List<ModelMix.Bar> bars) {
        var rest = bars.subList(MODELS, bars.size());
        var shown = new ArrayList<>(bars.subList(0, MODELS));
        shown.add(
                new ModelMix.Bar(
                        Text.of("overview.other"),
                        rest.stream().mapToLong(ModelMix.Bar::calls).sum(),
                        rest.stream().mapToLong(ModelMix.Bar::nanos).sum(),
                        true));
        return shown;
    }
}
