package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.policy.Quota;
import signalbox.core.provider.QuotaHeaders.Reported;
import signalbox.core.provider.QuotaRoom.Unit;

/// One set of headers for each provider of wire.md §6.
class QuotaHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static List<Reported> read(Map<String, String> headers) {
        return QuotaHeaders.read(headers, NOW);
    }

    @Test
    void openAi() {
        assertEquals(
                List.of(
                        new Reported("requests", Unit.REQUESTS, 60, 59, NOW.plusSeconds(1), true),
                        new Reported("tokens", Unit.TOKENS, 150_000, 149_984, NOW.plusSeconds(360), true)),
                read(
                        Map.of(
                                "x-ratelimit-limit-requests", "60",
                                "x-ratelimit-remaining-requests", "59",
                                "x-ratelimit-reset-requests", "1s",
                                "x-ratelimit-limit-tokens", "150000",
                                "x-ratelimit-remaining-tokens", "149984",
                                "x-ratelimit-reset-tokens", "6m0s",
                                "x-request-id", "req_1")));
    }

    @Test
    void anthropic() {
        assertEquals(
                List.of(
                        new Reported("input-tokens", Unit.INPUT_TOKENS, 40_000, 0, NOW.plusSeconds(30), true),
                        new Reported("output-tokens", Unit.OUTPUT_TOKENS, 8000, 7000, NOW.plusSeconds(8), true),
                        new Reported("requests", Unit.REQUESTS, 50, 49, NOW.plusSeconds(2), true)),
                read(
                        Map.of(
                                "anthropic-ratelimit-requests-limit", "50",
                                "anthropic-ratelimit-requests-remaining", "49",
                                "anthropic-ratelimit-requests-reset", "2026-11-21T12:00:02Z",
                                "anthropic-ratelimit-input-tokens-limit", "40000",
                                "anthropic-ratelimit-input-tokens-remaining", "0",
                                "anthropic-ratelimit-input-tokens-reset", "2026-11-21T12:00:30Z",
                                "anthropic-ratelimit-output-tokens-limit", "8000",
                                "anthropic-ratelimit-output-tokens-remaining", "7000",
                                "anthropic-ratelimit-output-tokens-reset", "2026-11-21T12:00:08Z")));
    }

    @Test
    void cerebras() {
        assertEquals(
                List.of(
                        new Reported("requests-day", Unit.REQUESTS, 14_400, 14_399, NOW.plusMillis(33_011_383), false),
                        new Reported("tokens-minute", Unit.TOKENS, 60_000, 59_900, NOW.plusMillis(11_383), true)),
                read(
                        Map.of(
                                "x-ratelimit-limit-requests-day", "14400",
                                "x-ratelimit-remaining-requests-day", "14399",
                                "x-ratelimit-reset-requests-day", "33011.382867",
                                "x-ratelimit-limit-tokens-minute", "60000",
                                "x-ratelimit-remaining-tokens-minute", "59900",
                                "x-ratelimit-reset-tokens-minute", "11.382867")));
    }

    @Test
    void openRouterAndXai() {
        assertEquals(
                List.of(
                        new Reported(
                                "requests", Unit.REQUESTS, 50, 0, Instant.ofEpochMilli(1_795_305_600_000L), false)),
                read(
                        Map.of(
                                "x-ratelimit-limit", "50",
                                "x-ratelimit-remaining", "0",
                                "x-ratelimit-reset", "1795305600000")));
        assertEquals(
                List.of(
                        new Reported("requests", Unit.REQUESTS, 480, 479, NOW.plusSeconds(60), true),
                        new Reported("tokens", Unit.TOKENS, 2_000_000, 1_999_000, NOW.plusSeconds(60), true)),
                read(
                        Map.of(
                                "x-ratelimit-limit-requests", "480",
                                "x-ratelimit-remaining-requests", "479",
                                "x-ratelimit-limit-tokens", "2000000",
                                "x-ratelimit-remaining-tokens", "1999000")));
    }

    @Test
    void whatMakesNoSenseIsNotBelieved() {
        assertEquals(List.of(), read(Map.of("x-ratelimit-limit-requests", "many")));
        assertEquals(
                List.of(),
                read(
                        Map.of(
                                "x-ratelimit-limit-requests",
                                "-1",
                                "x-ratelimit-remaining-requests",
                                "99999999999999999999")));
        assertEquals(List.of(), read(Map.of("x-ratelimit-reset-requests", "1s")));
    }

    @Test
    void limitsAreReadFromRefusalsToo() {
        String google =
                """
                {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota exceeded","details":[
                {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
                {"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"250"},
                {"quotaId":"GenerateContentInputTokensPerModelPerMinute-FreeTier","quotaValue":"250000"}]}]}}\
                """;
        assertEquals(Map.of(Quota.Kind.REQUESTS_PER_DAY, 250L, Quota.Kind.TOKENS_PER_MINUTE, 250_000L), limits(google));
        String openAi =
                """
                {"error":{"type":"tokens","code":"rate_limit_exceeded","message":"Rate limit reached for gpt-5.4 in \
                organization o on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000."}}\
                """;
        assertEquals(Map.of(Quota.Kind.TOKENS_PER_MINUTE, 30_000L), limits(openAi));
        assertEquals(Map.of(), limits("{\"error\":{\"message\":\"Too many requests\"}}"));
    }

    private static Map<Quota.Kind, Long> limits(String body) {
        return QuotaText.limits(UpstreamErrorBody.read(body.getBytes(StandardCharsets.UTF_8)));
    }
}
