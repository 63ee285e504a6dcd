package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import signalbox.core.provider.Latency.Figures;

class LatencyTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");

    private final Latency latency = new Latency();

    private void streams(int count, int firstMillis, Instant from) {
        for (int i = 0; i < count; i++) {
            // 101 tokens, the first after `firstMillis`, the others within two seconds
            Duration first = Duration.ofMillis(firstMillis);
            latency.streamed("p", "m", first, first.plusSeconds(2), 101, from.plusMillis(200L * i));
        }
    }

    @Test
    void fewAnswersSayNothingAndOldOnesNoLonger() {
        streams(2, 300, T0);
        assertEquals(Optional.empty(), latency.of("p", "m", true, T0));
        streams(1, 300, T0.plusSeconds(1));
        assertEquals(Optional.of(new Figures(3, 300, 300, 50)), latency.of("p", "m", true, T0.plusSeconds(1)));
        assertEquals(Optional.empty(), latency.of("p", "m", true, T0.plus(Duration.ofMinutes(16))));
        assertEquals(Optional.empty(), latency.of("p", "m", false, T0), "streamed and whole answers are kept apart");
    }

    @Test
    void percentilesFollowTheAnswers() {
        for (int i = 1; i <= 100; i++) {
            latency.whole("p", "m", Duration.ofMillis(i * 10L), T0.plusMillis(i * 150L));
        }
        Figures figures = latency.of("p", "m", false, T0.plusSeconds(15)).orElseThrow();
        assertTrue(figures.millisP50() >= 450 && figures.millisP50() <= 600, figures.toString());
        assertTrue(figures.millisP95() >= 900 && figures.millisP95() <= 1000, figures.toString());
        assertEquals(0, figures.tokensPerSecond());
    }

    @Test
    void newAnswersWeighMoreThanOldOnes() {
        streams(40, 100, T0);
        streams(20, 900, T0.plus(Duration.ofMinutes(10)));
        // 20 fresh answers outweigh 40 that are more than three half-lives old
        assertEquals(900, latency.of("p", "m", true, T0.plus(Duration.ofMinutes(10))).orElseThrow().millisP50());
    }

    @Test
    void whatIsShownMovesOnlyWhenItHasMovedForGood() {
        streams(20, 700, T0);
        streams(100, 760, T0.plusSeconds(30));
        assertEquals(700, latency.of("p", "m", true, T0.plusSeconds(60)).orElseThrow().millisP50());
        streams(128, 900, T0.plusSeconds(60));
        assertEquals(900, latency.of("p", "m", true, T0.plusSeconds(90)).orElseThrow().millisP50());
    }
}
