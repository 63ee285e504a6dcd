package signalbox.app.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.app.chart.LatencyLines;
import signalbox.core.ledger.Ledger;

/// Reads how long calls took, span by span. Spans that are over are remembered, so that looking again, twice a second
/// while calls come in, costs the running span alone. Blocks on the store; one reading at a time.
final class LatencyReader {
    private static final int MOST_SPANS = 200;

    /// A call counts where it arrived and is known when it ended; none is under way for as long as this.
    private static final Duration SETTLED = Duration.ofHours(2);

    private final Map<Span, LatencyLines.Point> settled = new HashMap<>();

    private record Span(Instant from, Instant to, boolean practice) {}

    LatencyReader() {}

    /// @param bounds of the spans, ascending
    List<LatencyLines.Point> read(Ledger ledger, List<Instant> bounds, boolean practice, Instant now) {
        var points = new ArrayList<LatencyLines.Point>();
        while (points.size() < bounds.size() - 1 && settled.containsKey(span(bounds, points.size(), practice))) {
            points.add(settled.get(span(bounds, points.size(), practice)));
        }
        if (settled.size() > MOST_SPANS) {
            settled.clear();
        }
        for (var found : ledger.durations(bounds.subList(points.size(), bounds.size()), practice)) {
            var point = new LatencyLines.Point(found.calls(), found.millisP50(), found.millisP95());
            Span span = span(bounds, points.size(), practice);
            if (span.to.isBefore(now.minus(SETTLED))) {
                settled.put(span, point);
            }
            points.add(point);
        }
        return points;
    }

    private static Span span(List<Instant> bounds, int place, boolean practice) {
        return new Span(bounds.get(place), bounds.get(place + 1), practice);
    }
}
