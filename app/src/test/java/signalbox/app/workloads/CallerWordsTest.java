package signalbox.app.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.app.testing.SamplePolicy;
import signalbox.core.UnknownCallers.Caller;
import signalbox.core.policy.Names;

class CallerWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static Caller caller(String agent, String ending, boolean ours) {
        return new Caller(agent, ending, ours, 14, NOW.minusSeconds(500), NOW.minusSeconds(120));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    claude-cli/2.0.14 (external, cli)                        | claude-code   | claude-cli/2.0.14
                    codex_cli_rs/0.50.0 (Ubuntu 24.4; x86_64) xterm          | codex         | codex_cli_rs/0.50.0
                    GeminiCLI/v0.8 (linux; x64)                              | gemini-cli    | GeminiCLI/v0.8
                    OpenAI/Python 1.40.0                                     | openai-python | OpenAI/Python
                    python-requests/2.31                                     | python-requests | python-requests/2.31
                    Mozilla/5.0 (X11) AppleWebKit/537 Cursor/1.2 Chrome/130  | cursor        | Cursor/1.2
                    Mozilla/5.0 (X11) AppleWebKit/537                        | mozilla       | Mozilla/5.0
                    ../../etc                                                | etc           | ../../etc
                    """)
    void aNameIsMadeOfWhatACallerCallsItself(String agent, String name, String title) {
        var caller = caller(agent, "", false);
        assertEquals(name, CallerWords.name(caller));
        assertTrue(Names.valid(name));
        assertEquals(title, CallerWords.title(caller));
    }

    @Test
    void anAppWithoutANameIsOne() {
        var caller = caller("", "", false);
        assertEquals("app", CallerWords.name(caller));
        assertEquals("An app without a name", CallerWords.title(caller));
        assertEquals("no key · 14 calls · 2 min ago", CallerWords.facts(caller, NOW));
        assertEquals("An app without a name", CallerWords.title(caller("(compatible)", "", false)));
    }

    @Test
    void saysWhatIsKnownOfTheKey() {
        assertEquals("key …1a2b · 14 calls · 2 min ago", CallerWords.facts(caller("x", "1a2b", false), NOW));
        assertEquals("old key sbx-…1a2b · 14 calls · 2 min ago", CallerWords.facts(caller("x", "1a2b", true), NOW));
    }

    @Test
    void aCodingAgentGetsACodingAgentsWorkloadUnderAFreeName() {
        var policy = SamplePolicy.policy();
        assertTrue(policy.workloads().containsKey("claude-code"));
        var draft = CallerWords.draft(policy, caller("claude-cli/2.0.14", "", false));
        assertEquals("claude-code-2", draft.name());
        assertEquals(16_000, draft.maxTokens());
        var other = CallerWords.draft(policy, caller("curl/8.5.0", "", false));
        assertEquals("curl", other.name());
        assertTrue(other.anyModel());
        assertFalse(other.targets().isEmpty());
    }
}
