package signalbox.core.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import signalbox.core.cache.AnswerCache.Answer;

class AnswerCacheTest {
    private static final List<String> SCOPE = List.of("etl", "app", "7", "internal");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-02T10:00:00Z"));
    private final AnswerCache cache = new AnswerCache(now::get, 10_000);

    private static CacheKey key(String body) {
        return CacheKey.of(SCOPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer answer(int bytes) {
        return new Answer(1, "far", "big", 200, "application/json", false, new byte[bytes], 700);
    }

    @Test
    void requestsAreTheSameWhateverTheOrderOfFieldsAndTheWhiteSpace() {
        assertEquals(
                key("{\"a\":[1,{\"x\":null,\"y\":true}],\"b\":\"é\"}"),
                key("{ \"b\":\"\\u00e9\", \"a\" : [1,{\"y\":true,\"x\":null}] }"));
    }

    @Test
    void anythingElseMakesThemDiffer() {
        CacheKey one = key("{\"a\":[1,2]}");
        assertNotEquals(one, key("{\"a\":[2,1]}"));
        assertNotEquals(one, key("{\"a\":[1,2.0]}"));
        assertNotEquals(one, key("{\"a\":[1,\"2\"]}"));
        assertNotEquals(
                one,
                CacheKey.of(List.of("etl", "app", "8", "internal"), "{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8)));
        // parts of a scope do not run into each other
        assertNotEquals(
                CacheKey.of(List.of("ab", "c"), "{}".getBytes(StandardCharsets.UTF_8)),
                CacheKey.of(List.of("a", "bc"), "{}".getBytes(StandardCharsets.UTF_8)));
        assertThrows(IllegalArgumentException.class, () -> key("{\"a\":"));
    }

    @Test
    void anAnswerIsKeptForItsTimeAndNoLonger() {
        cache.keep(key("{}"), answer(10), Duration.ofMinutes(10));
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(9)));
        assertEquals(700, cache.find(key("{}")).orElseThrow().costNanos());
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(2)));
        assertTrue(cache.find(key("{}")).isEmpty());
    }

    @Test
    void allTogetherStayWithinTheirBytes() {
        for (int i = 0; i < 100; i++) {
            cache.keep(key("{\"i\":" + i + "}"), answer(1000), Duration.ofHours(1));
        }
        assertTrue(cache.size() <= 6, () -> cache.size() + " answers of 1,512 bytes in 10,000");
        cache.clear();
        assertEquals(0, cache.size());
    }

    @Test
    void aHugeAnswerIsNotKept() {
        cache.keep(key("{}"), answer(AnswerCache.MOST_ANSWER + 1), Duration.ofHours(1));
        assertEquals(0, cache.size());
    }
}
