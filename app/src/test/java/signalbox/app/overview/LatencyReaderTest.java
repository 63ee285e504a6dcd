package signalbox.app.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import signalbox.app.chart.LatencyLines;
import signalbox.core.ledger.Ledger;

class LatencyReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-14T14:02:00Z");

    private final List<Integer> asked = new ArrayList<>();
    private final Ledger ledger =
            (Ledger)
                    Proxy.newProxyInstance(
                            Ledger.class.getClassLoader(),
                            new Class<?>[] {Ledger.class},
                            (self, method, arguments) -> spans((List<?>) arguments[0], (Boolean) arguments[1]));

    private List<Ledger.Durations> spans(List<?> bounds, boolean practice) {
        asked.add(bounds.size() - 1);
        return IntStream.range(1, bounds.size())
                .mapToObj(i ->
                        new Ledger.Durations(practice ? 1 : 2, ((Instant) bounds.get(i)).getEpochSecond() % 97, 99))
                .toList();
    }

    @Test
    void whatIsOverIsReadOnce() {
        var reader = new LatencyReader();
        var bounds = IntStream.rangeClosed(0, 6).mapToObj(day -> NOW.minus(Duration.ofDays(5 - day))).toList();
        List<LatencyLines.Point> first = reader.read(ledger, bounds, false, NOW);
        assertEquals(6, first.size());
        assertEquals(first, reader.read(ledger, bounds, false, NOW));
        assertEquals(1, reader.read(ledger, bounds, true, NOW).getFirst().calls(), "practice calls are their own");
        // the day that ends now may still be told of calls, and so may the next
        assertEquals(List.of(6, 2, 6), asked);
    }
}
