package signalbox.core.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Wire;

/// The error table of wire.md §5, cell by cell, and what providers say about waiting (§6).
class ErrorClassifierTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    openai    |429|{"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}|RATE_LIMIT
                    openai    |429|{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}|QUOTA
                    openai    |401|{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}|BAD_KEY
                    openai    |403|{"error":{"message":"Country not supported","type":"request_forbidden","code":"unsupported_country"}}|BAD_KEY
                    openai    |400|{"error":{"message":"This model's maximum context length is 128000 tokens","code":"context_length_exceeded"}}|CONTEXT_TOO_LONG
                    openai    |400|{"error":{"message":"Invalid prompt: flagged","type":"invalid_request_error","code":"invalid_prompt"}}|POLICY
                    openai    |404|{"error":{"message":"The model does not exist","code":"model_not_found"}}|MODEL_GONE
                    openai    |400|{"error":{"message":"Unknown parameter: 'x'","type":"invalid_request_error","code":"unknown_parameter"}}|CLIENT_MISTAKE
                    openai    |409|{"error":{"message":"Conflict","type":"invalid_request_error"}}|CLIENT_MISTAKE
                    openai    |500|{"error":{"message":"The server had an error","type":"server_error"}}|OVERLOADED
                    openai    |502|<html><title>Bad gateway</title></html>|OVERLOADED
                    openai    |408|{}|OVERLOADED
                    openai    |302||BROKEN
                    anthropic |429|{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}|RATE_LIMIT
                    anthropic |429|{"type":"error","error":{"type":"rate_limit_error","message":"x","details":{"error_code":"enforced_spend_limit_reached"}}}|QUOTA
                    anthropic |400|{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API"}}|QUOTA
                    anthropic |400|{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits."}}|QUOTA
                    anthropic |402|{"type":"error","error":{"type":"billing_error","message":"x"}}|QUOTA
                    anthropic |529|{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}|OVERLOADED
                    anthropic |200|{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}|OVERLOADED
                    anthropic |401|{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}|BAD_KEY
                    anthropic |403|{"type":"error","error":{"type":"permission_error","message":"x"}}|BAD_KEY
                    anthropic |400|{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}|CONTEXT_TOO_LONG
                    anthropic |413|{"type":"error","error":{"type":"request_too_large","message":"x"}}|CONTEXT_TOO_LONG
                    anthropic |400|{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}|POLICY
                    anthropic |404|{"type":"error","error":{"type":"not_found_error","message":"model: x"}}|MODEL_GONE
                    anthropic |404|{"type":"error","error":{"type":"not_found_error","message":"x","details":{"error_code":"thread_not_found"}}}|CLIENT_MISTAKE
                    anthropic |400|{"type":"error","error":{"type":"invalid_request_error","message":"temperature: Extra inputs are not permitted"}}|CLIENT_MISTAKE
                    google    |429|{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProject"}]},{"retryDelay":"26s"}]}}|RATE_LIMIT
                    google    |429|{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]},{"retryDelay":"26s"}]}}|QUOTA
                    google    |400|{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}|BAD_KEY
                    google    |400|[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]|BAD_KEY
                    google    |400|{"error":{"code":400,"message":"Enable billing","status":"FAILED_PRECONDITION"}}|QUOTA
                    google    |400|{"error":{"code":400,"message":"The input token count (1100000) exceeds the maximum number of tokens allowed","status":"INVALID_ARGUMENT"}}|CONTEXT_TOO_LONG
                    google    |400|{"error":{"code":400,"message":"Unknown name \\"x\\": Cannot find field.","status":"INVALID_ARGUMENT"}}|CLIENT_MISTAKE
                    google    |404|{"error":{"code":404,"message":"models/x is not found","status":"NOT_FOUND"}}|MODEL_GONE
                    google    |503|{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}|OVERLOADED
                    google    |200|{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}|OVERLOADED
                    openrouter|429|{"error":{"code":429,"message":"Rate limit exceeded"}}|RATE_LIMIT
                    openrouter|402|{"error":{"code":402,"message":"Insufficient credits"}}|QUOTA
                    openrouter|403|{"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence"],"flagged_input":"x"}}}|POLICY
                    openrouter|403|{"error":{"code":403,"message":"Key disabled"}}|BAD_KEY
                    openrouter|200|{"error":{"code":502,"message":"Provider returned error"}}|OVERLOADED
                    openrouter|400|{"error":{"code":400,"message":"foo/bar is not a valid model ID"}}|MODEL_GONE
                    cerebras  |429|{"message":"Requests per minute limit exceeded","type":"too_many_requests_error","code":"request_quota_exceeded"}|RATE_LIMIT
                    cerebras  |429|{"message":"Tokens per day limit exceeded","type":"too_many_tokens_error","code":"token_quota_exceeded"}|QUOTA
                    cerebras  |429|{"message":"High traffic","type":"too_many_requests_error","code":"queue_exceeded"}|OVERLOADED
                    xai       |400|{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***yz"}|BAD_KEY
                    xai       |403|{"code":"The caller does not have permission","error":"Your team has used all available credits"}|QUOTA
                    xai       |403|{"code":"x","error":"Content violates usage guidelines"}|POLICY
                    zai       |429|{"error":{"code":"1302","message":"High concurrency"}}|RATE_LIMIT
                    zai       |429|{"error":{"code":"1113","message":"Arrears"}}|QUOTA
                    zai       |429|{"error":{"code":"1308","message":"Usage limit reached for 5 hour"}}|QUOTA
                    zai       |401|{"error":{"code":"1000","message":"x"}}|BAD_KEY
                    zai       |400|{"error":{"code":"1261","message":"Prompt exceeds max length"}}|CONTEXT_TOO_LONG
                    zai       |400|{"error":{"code":"1301","message":"sensitive"}}|POLICY
                    zai       |400|{"error":{"code":"1211","message":"Unknown Model"}}|MODEL_GONE
                    zai       |400|{"error":{"code":"1213","message":"missing"}}|CLIENT_MISTAKE
                    zai       |500|{"error":{"code":"1234","message":"network"}}|OVERLOADED
                    openai    |429|{"error":{"code":"1113","message":"a number means something only at its own vendor"}}|RATE_LIMIT
                    local     |404|{"error":"model 'x' not found, try pulling it first"}|MODEL_GONE
                    local     |422|{"detail":[{"msg":"field required"}]}|CLIENT_MISTAKE
                    """)
    void theBodySaysMoreThanTheStatus(String vendor, int status, String body, ErrorClass expected) {
        assertEquals(expected, classify(vendor, status, Map.of(), body == null ? "" : body).errorClass());
    }

    @Test
    void aQuotaHeldByCallsInFlightIsOnlyARateLimit() {
        var body = "{\"error\":{\"code\":402,\"message\":\"wait\"}}";
        assertEquals(ErrorClass.RATE_LIMIT, classify("openrouter", 402, Map.of("retry-after", "3"), body).errorClass());
    }

    @Test
    void keyAndMoneyAreTheAccountsButA403AndGooglesQuotasAreTheModels() {
        assertTrue(classify("openai", 401, Map.of(), "{}").wholeProvider());
        assertFalse(classify("openai", 403, Map.of(), "{}").wholeProvider());
        assertTrue(classify("openai", 402, Map.of(), "{}").wholeProvider());
        assertFalse(classify("google", 402, Map.of(), "{}").wholeProvider());
        assertFalse(classify("openai", 429, Map.of(), "{}").wholeProvider());
    }

    @Test
    void theSentenceIsTheProvidersWithoutItsKeys() {
        var body = "{\"error\":{\"message\":\"Incorrect API key provided: sk-abcd1234efgh5678.\"}}";
        var message = classify("openai", 401, Map.of(), body).message();
        assertTrue(message.startsWith("Incorrect API key provided"), message);
        assertFalse(message.contains("abcd1234"), message);
        assertEquals("The provider answered 500 and gave no reason.", classify("openai", 500, Map.of(), "").message());
    }

    @ParameterizedTest(name = "{0}: {1} waits {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    retry-after                        |7                             |                                    |PT7S
                    retry-after                        |0                             |                                    |PT0S
                    retry-after                        |Fri, 20 Nov 2026 12:01:30 GMT |                                    |PT1M30S
                    retry-after                        |Fri, 20 Nov 2026 11:00:00 GMT |                                    |PT0S
                    retry-after                        |99999999999                   |                                    |PT168H
                    retry-after-ms                     |250                           |                                    |PT0.25S
                    x-ratelimit-reset-tokens           |6m0s                          |x-ratelimit-remaining-tokens        |PT6M
                    x-ratelimit-reset-requests         |120ms                         |x-ratelimit-remaining-requests      |PT0.12S
                    x-ratelimit-reset-tokens-minute    |12.5                          |x-ratelimit-remaining-tokens-minute |PT12.5S
                    x-ratelimit-reset                  |1795176060000                 |x-ratelimit-remaining               |PT1M
                    anthropic-ratelimit-requests-reset |2026-11-20T12:00:42Z          |anthropic-ratelimit-requests-remaining|PT42S
                    """)
    void waitsAreReadFromWhateverTheyAreSaidIn(String name, String value, String remaining, Duration expected) {
        var headers = remaining == null ? Map.of(name, value) : Map.of(name, value, remaining, "0");
        assertEquals(Optional.of(expected), classify("openai", 429, headers, "{}").retryAfter());
    }

    @Test
    void aResetCountsOnlyWhereNothingIsLeft() {
        var headers =
                Map.of(
                        "x-ratelimit-reset-tokens", "6m0s",
                        "x-ratelimit-remaining-tokens", "17",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-remaining-requests", "0");
        assertEquals(Optional.of(Duration.ofSeconds(1)), classify("openai", 429, headers, "{}").retryAfter());
        assertEquals(
                Optional.empty(),
                classify("openai", 429, Map.of("x-ratelimit-reset-tokens", "6m0s"), "{}").retryAfter());
        assertEquals(Optional.empty(), classify("openai", 429, Map.of("retry-after", "soon"), "{}").retryAfter());
    }

    /// OpenRouter repeats the headers of whoever is behind it in the body.
    @Test
    void aResetThatOnlyTheBodyRepeatsCountsAsOneInAHeader() {
        String body =
                """
                {"error":{"code":429,"message":"Rate limit exceeded: free-models-per-day","metadata":{"headers":
                {"X-RateLimit-Limit":"50","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"%d"}}}}\
                """
                        .formatted(NOW.plusSeconds(90).toEpochMilli());
        assertEquals(Optional.of(Duration.ofSeconds(90)), classify("openrouter", 429, Map.of(), body).retryAfter());
        assertEquals(
                Optional.of(Duration.ofSeconds(7)),
                classify("openrouter", 429, Map.of("retry-after", "7"), body).retryAfter());
    }

    @Test
    void googleMinutesComeFromTheBodyAndDaysEndAtMidnightThere() {
        var body =
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":"
                        + "[{\"quotaId\":\"%s\"}]},{\"retryDelay\":\"26s\"}]}}";
        assertEquals(
                Optional.of(Duration.ofSeconds(26)),
                classify("google", 429, Map.of(), body.formatted("PerMinute")).retryAfter());
        // noon UTC is four in the morning in California
        assertEquals(
                Optional.of(Duration.ofHours(20)),
                classify("google", 429, Map.of(), body.formatted("PerDay")).retryAfter());
    }

    private static Finding classify(String vendor, int status, Map<String, String> headers, String body) {
        return ErrorClassifier.classify(
                vendor, Wire.OPENAI_CHAT, status, headers, body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
