package signalbox.core.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Wire;

/// Error bodies and model lists, as clients see them.
class ErrorsTest {
    private static final Dialect OPENAI = Dialect.of(Wire.OPENAI_CHAT);
    private static final Dialect ANTHROPIC = Dialect.of(Wire.ANTHROPIC);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static DialectError halted() {
        var details = new LinkedHashMap<String, Object>();
        details.put("workload", "audit_report");
        details.put("cap_usd", "10.00");
        details.put("spent_nanos", 9_999_000_000L);
        details.put("unlockable", true);
        details.put("request_id", "call_1");
        return new DialectError(
                429, DialectError.Type.RATE_LIMIT, "budget_halted", "The budget \"a\" is spent.", "", details);
    }

    @Test
    void openAiError() {
        assertEquals(
                "{\"error\":{\"message\":\"The budget \\\"a\\\" is"
                        + " spent.\",\"type\":\"rate_limit_error\",\"param\":null,"
                        + "\"code\":\"budget_halted\",\"workload\":\"audit_report\",\"cap_usd\":\"10.00\","
                        + "\"spent_nanos\":9999000000,\"unlockable\":true,\"request_id\":\"call_1\"}}",
                text(OPENAI.error(halted())));
    }

    @Test
    void anthropicError() {
        String expected =
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"The budget \\\"a\\\" is"
                        + " spent.\",\"details\":{\"error_code\":\"budget_halted\","
                        + "\"workload\":\"audit_report\",\"cap_usd\":\"10.00\",\"spent_nanos\":9999000000,"
                        + "\"unlockable\":true}},"
                        + "\"request_id\":\"call_1\"}";
        assertEquals(expected, text(ANTHROPIC.error(halted())));
        assertEquals("event: error\ndata: " + expected + "\n\n", text(ANTHROPIC.streamError(halted())));
        assertEquals("data: " + text(OPENAI.error(halted())) + "\n\n", text(OPENAI.streamError(halted())));
    }

    @Test
    void aMalformedRequestNamesItsField() {
        var malformed =
                assertThrows(MalformedRequest.class, () -> OPENAI.parse("{\"n\":0}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "{\"error\":{\"message\":\"`n` must be a whole number from 1 to"
                        + " 128.\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":\"invalid_value\"}}",
                text(OPENAI.error(DialectError.of(malformed))));
    }

    @Test
    void theRefusalOfThreadsIsTheOneThatClientsUnderstand() {
        var malformed =
                assertThrows(
                        MalformedRequest.class,
                        () -> ANTHROPIC.parse("{\"thread\":{\"type\":\"create\"}}".getBytes(StandardCharsets.UTF_8)));
        var error = DialectError.of(malformed);
        assertEquals(400, error.status());
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Conversations are not"
                        + " kept on this server. Send the full message history, without `thread`.\","
                        + "\"details\":{\"error_code\":\"thread_unsupported_request\",\"param\":\"thread\","
                        + "\"unsupported\":[\"thread\"]}}}",
                text(ANTHROPIC.error(error)));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, invalid_request_error, invalid_request_error",
        "AUTHENTICATION, authentication_error, authentication_error",
        "PERMISSION, permission_error, permission_error",
        "NOT_FOUND, not_found_error, not_found_error",
        "TOO_LARGE, request_too_large, invalid_request_error",
        "RATE_LIMIT, rate_limit_error, rate_limit_error",
        "OVERLOADED, overloaded_error, overloaded_error",
        "SERVER, api_error, server_error"
    })
    void typesByDialect(DialectError.Type type, String anthropic, String openAi) {
        var error = new DialectError(400, type, "c", "M.", "", Map.of());
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\""
                        + anthropic
                        + "\",\"message\":\"M.\",\"details\":{\"error_code\":\"c\"}}}",
                text(ANTHROPIC.error(error)));
        assertEquals(
                "{\"error\":{\"message\":\"M.\",\"type\":\"" + openAi + "\",\"param\":null,\"code\":\"c\"}}",
                text(OPENAI.error(error)));
    }

    @Test
    void modelLists() {
        var models =
                List.of(
                        new ModelList.Entry("workload:audit_report", "signalbox"),
                        new ModelList.Entry("gpt-5.6-luna", "openai"));
        assertEquals(
                "{\"object\":\"list\",\"data\":[{\"id\":\"workload:audit_report\",\"object\":\"model\",\"created\":0,"
                        + "\"owned_by\":\"signalbox\"},{\"id\":\"gpt-5.6-luna\",\"object\":\"model\",\"created\":0,"
                        + "\"owned_by\":\"openai\"}]}",
                text(ModelList.body(Wire.OPENAI_CHAT, models)));
        assertEquals(
                "{\"data\":[{\"id\":\"workload:audit_report\",\"type\":\"model\",\"display_name\":\"workload:"
                    + "audit_report\","
                    + "\"created_at\":\"1970-01-01T00:00:00Z\"},{\"id\":\"gpt-5.6-luna\",\"type\":\"model\","
                    + "\"display_name\":\"gpt-5.6-luna\",\"created_at\":\"1970-01-01T00:00:00Z\"}],\"has_more\":false,"
                    + "\"first_id\":\"workload:audit_report\",\"last_id\":\"gpt-5.6-luna\"}",
                text(ModelList.body(Wire.ANTHROPIC, models)));
        assertEquals(
                "{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}",
                text(ModelList.body(Wire.ANTHROPIC, List.of())));
    }
}
