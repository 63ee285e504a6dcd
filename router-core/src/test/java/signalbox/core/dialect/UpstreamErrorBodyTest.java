package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Every error envelope of wire.md §5.
class UpstreamErrorBodyTest {
    private static UpstreamErrorBody read(String body) {
        return UpstreamErrorBody.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertError(String code, String type, String message, String body) {
        var error = read(body);
        assertEquals(code, error.code());
        assertEquals(type, error.type());
        assertEquals(message, error.message());
    }

    @Test
    void openAi() {
        assertError(
                "insufficient_quota",
                "insufficient_quota",
                "You exceeded your current quota.",
                "{\"error\":{\"message\":\"You exceeded your current quota.\",\"type\":\"insufficient_quota\","
                        + "\"param\":null,\"code\":\"insufficient_quota\"}}");
    }

    @Test
    void anthropic() {
        String body =
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Spend limit.\","
                        + "\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}},\"request_id\":\"req_1\"}";
        assertError("", "rate_limit_error", "Spend limit.", body);
        assertEquals("enforced_spend_limit_reached", read(body).reason());
    }

    @Test
    void geminiAlsoInAnArray() {
        String body =
                "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota.\","
                        + "\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.rpc.QuotaFailure\","
                        + "\"violations\":[{\"quotaId\":\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"},{"
                        + "\"quotaId\":\"B\"}]},"
                        + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"26.25s\"}]}}";
        for (String envelope : new String[] {body, "[" + body + "]", "[\n" + body + "\n]\n"}) {
            assertError("429", "RESOURCE_EXHAUSTED", "You exceeded your current quota.", envelope);
            assertEquals("GenerateRequestsPerDayPerProjectPerModel-FreeTier,B", read(envelope).quota());
            assertEquals(26_250, read(envelope).retryAfterMillis());
        }
        var badKey =
                read(
                        "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\","
                                + "\"details\":[{\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}]}}");
        assertEquals("API_KEY_INVALID", badKey.reason());
        assertEquals(-1, badKey.retryAfterMillis());
    }

    @Test
    void openRouterWithTheInnerProvidersSentence() {
        assertError(
                "502",
                "",
                "upstream is melting",
                "{\"error\":{\"code\":502,\"message\":\"Provider returned"
                        + " error\",\"metadata\":{\"provider_name\":\"X\",\"raw\":\"{\\\"error\\\":{\\\"message\\\":"
                        + "\\\"upstream"
                        + " is melting\\\"}}\"}},\"user_id\":\"u\"}");
        assertError(
                "429",
                "",
                "too many",
                "{\"error\":{\"code\":429,\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"too"
                        + " many\"}}}");
        assertEquals(
                "violence,self-harm",
                read("{\"error\":{\"code\":403,\"message\":\"m\",\"metadata\":{\"reasons\":[\"violence\","
                                + "\"self-harm\"]}}}")
                        .reason());
    }

    @Test
    void flatOnes() {
        assertError(
                "token_quota_exceeded",
                "too_many_tokens_error",
                "Tokens per day limit exceeded",
                "{\"message\":\"Tokens per day limit exceeded\",\"type\":\"too_many_tokens_error\",\"param\":\"quota\","
                        + "\"code\":\"token_quota_exceeded\"}");
        assertError(
                "Client specified an invalid argument",
                "",
                "Incorrect API key provided: [key].",
                "{\"code\":\"Client specified an invalid argument\",\"error\":\"Incorrect API key provided:"
                        + " xai-ab***9Z.\"}");
        assertError("1113", "", "arrears", "{\"error\":{\"code\":\"1113\",\"message\":\"arrears\"}}");
        assertError("", "", "Not Found", "{\"detail\":\"Not Found\"}");
    }

    @Test
    void whatIsNotJson() {
        assertError(
                "",
                "",
                "The provider answered with a web page: 502 Bad Gateway",
                "\n<html>\n<head><title>502 Bad Gateway</title></head><body>x</body></html>");
        assertError("", "", "", "<html></html>");
        assertError("", "", "upstream connect error", "upstream connect error\r\n");
        assertError("", "", "", "");
        assertError("", "", "", "[]");
        assertError("", "", "", "{\"error\":{\"message\":\"never en");
        assertError("x", "", "", "{\"error\":{\"code\":\"x\",\"message\":\"never en");
    }

    @Test
    void keysAreNeverRepeatedAndSentencesStayShort() {
        for (String key :
                new String[] {
                    "sk-proj-abcdefgh", "sk-ant-api03-xyz", "AIzaSyA1234567", "gsk-123456", "Bearer abcdefgh.ijk"
                }) {
            String message = read("{\"error\":{\"message\":\"bad key " + key + " here\"}}").message();
            assertEquals("bad key [key] here", message);
        }
        assertEquals(2000, read("{\"error\":{\"message\":\"" + "x".repeat(9000) + "\"}}").message().length());
        assertFalse(read("{\"error\":{\"message\":\"a\\u001b[31mb\\nc\"}}").message().matches(".*\\p{Cntrl}.*"));
    }

    @Test
    void hostileBodiesCostLittle() {
        assertTrue(read("[" + "1,".repeat(200_000)).message().isEmpty());
        read("[".repeat(200_000));
        read("{\"error\":[" + "\"x\",".repeat(100_000));
    }
}
