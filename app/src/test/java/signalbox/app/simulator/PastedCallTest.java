package signalbox.app.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PastedCallTest {
    private static final String BODY = "{\"model\":\"gpt-5.4\"}";

    @Test
    void takesJsonAsItIs() {
        assertEquals(BODY, PastedCall.body(BODY));
        assertEquals("  " + BODY, PastedCall.body("  " + BODY));
    }

    @Test
    void takesTheBodyOutOfACommandOverSeveralLines() {
        String command =
                "curl http://127.0.0.1:4717/v1/chat/completions \\\n  -H \"Authorization: Bearer $KEY\" \\\n  -d '"
                        + BODY
                        + "'";
        assertEquals(BODY, PastedCall.body(command));
    }

    @Test
    void knowsEveryWayToSayIt() {
        assertEquals(BODY, PastedCall.body("curl -X POST http://x --data-raw '" + BODY + "'"));
        assertEquals(BODY, PastedCall.body("curl http://x --data='" + BODY + "' -s"));
        assertEquals(BODY, PastedCall.body("curl http://x --json \"{\\\"model\\\":\\\"gpt-5.4\\\"}\""));
        assertEquals(BODY, PastedCall.body("curl -d'" + BODY + "' http://x"));
    }

    @Test
    void keepsAnApostropheThatTheShellNeedsSplit() {
        assertEquals("{\"a\":\"it's\"}", PastedCall.body("curl http://x -d '{\"a\":\"it'\\''s\"}'"));
    }

    @Test
    void saysNothingOfItsOwnWhereThereIsNoBody() {
        assertEquals("curl http://x", PastedCall.body("curl http://x"));
    }
}
