package signalbox.core.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Measure;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

class PolicyFileTest {
    static final String FULL =
            """
            signalbox: 1
            providers:
              openai:
                vendor: openai
                wire: openai-chat
                base-url: https://api.openai.com/v1
                credential: env:OPENAI_API_KEY
                jurisdiction: US
                models:
                  gpt-5.4-mini:
                    class: standard
                    context: 272000
                    max-output: 128000
                    abilities: [tools, images]
                    price: {input: 0.75, output: 4.5, cache-read: 0.075, web-search: 10}
                  gpt-5.4-nano: {context: 272000, max-output: 128000}
              practice:
                base-url: practice
                clearance: private
                jurisdiction: local
                models:
                  practice-small: {context: 32000, max-output: 4096}
            routes:
              cheap:
                - openai/gpt-5.4-mini
                - [openai/gpt-5.4-nano]
            workloads:
              nightly-etl:
                task: extract
                pii: internal
                max-tokens: 2_000
                clamp: true
                min-output: 64
                route: cheap
                team: data
            budgets:
              etl-money:
                on: workload:nightly-etl
                limit: $25.00
                window: day
                zone: Europe/Berlin
                warn-at: [50, 80]
              etl-tokens: {on: "workload:nightly-etl", limit: 2M tokens, at-limit: warn}
              data-calls: {on: "team:data", limit: 500 calls, window: month}
            rules:
              home: {at-least: private, jurisdictions: [local], no-training: true}
            keys:
              laptop: {workload: nightly-etl, pii-floor: internal}
            """;

    @Test
    void readsEveryPart() throws Exception {
        Policy policy = PolicyFile.read(FULL);
        var model = policy.providers().get("openai").models().get("gpt-5.4-mini");
        assertEquals(750_000L, model.price().orElseThrow().picoDollars().get(Counter.IN_TEXT));
        assertEquals(75_000L, model.price().orElseThrow().picoDollars().get(Counter.CACHE_READ));
        assertEquals(10_000_000_000L, model.price().orElseThrow().picoDollars().get(Counter.WEB_SEARCH_CALLS));
        assertTrue(policy.providers().get("practice").practice());
        assertEquals(2, policy.routes().get("cheap").lanes().size());
        assertEquals(2000, policy.workloads().get("nightly-etl").maxTokens());
        var money = policy.budgets().get("etl-money");
        assertEquals(25_000_000_000L, money.cap());
        assertEquals(List.of(50, 80), money.warnAtPercent());
        assertEquals("Europe/Berlin", money.zone().getId());
        var tokens = policy.budgets().get("etl-tokens");
        assertEquals(Measure.TOKENS, tokens.measure());
        assertEquals(2_000_000, tokens.cap());
        assertEquals(AtLimit.WARN, tokens.atLimit());
        assertEquals(Window.MONTH, policy.budgets().get("data-calls").window());
        assertEquals(new Scope.OfTeam("data"), policy.budgets().get("data-calls").scope());
        assertEquals(PiiClass.PRIVATE, policy.rules().get("home").atLeast());
        assertEquals(Set.of("nightly-etl"), policy.keys().get("laptop").allowed());
    }

    @Test
    void writesWhatItReads() throws Exception {
        Policy policy = PolicyFile.read(FULL);
        String text = PolicyFile.write(policy);
        assertEquals(policy, PolicyFile.read(text), text);
        assertEquals(text, PolicyFile.write(PolicyFile.read(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task: extract          | taks: extract              | unknown field",
                "route: cheap           | route: dear                | there is no route \"dear\"",
                "- openai/gpt-5.4-mini  | - openai/gpt-9             | names a model that provider openai does not"
                        + " list",
                "https://api.openai.com | http://api.openai.com      | plain http is allowed on loopback only",
                "limit: $25.00          | limit: $-5                 | is not an amount",
                "limit: $25.00          | limit: $9000000000         | negative or absurd",
                "Europe/Berlin          | Mars/Olympus               | is not a time zone",
                "max-tokens: 2_000      | max-tokens: many           | is not a whole number",
                "on: workload:nightly-etl | on: workload:nightly     | there is no workload \"nightly\"",
                "credential: env:OPENAI_API_KEY | credential: sk-12345 | a credential is env:NAME",
                "wire: openai-chat      | wire: telegraph            | is not one of openai-chat",
                "min-output: 64         | min-output: 64000          | out of range",
                "clamp: true            | clamp: maybe               | neither true nor false",
                "signalbox: 1           | signalbox: 2               | reads format 1 only",
                "pii-floor: internal    | workload: nightly-etl      | stands twice",
                "price: {input: 0.75, output: 4.5 | price: {input: 0.75 | at least input and output",
            })
    void refusesWithLineAndReason(String right, String wrong, String reason) {
        String text = FULL.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        assertTrue(!text.equals(FULL), "the fixture lacks: " + right);
        int line = (int) (text.substring(0, text.indexOf(wrong)) + ".").lines().count();
        var refused = assertThrows(PolicyFileException.class, () -> PolicyFile.read(text));
        assertTrue(
                refused.problems().stream()
                        .anyMatch(problem -> problem.line() == line && problem.message().contains(reason)),
                refused.getMessage());
    }

    @Test
    void refusesWhatIsNotYamlWithItsLine() {
        var refused =
                assertThrows(PolicyFileException.class, () -> PolicyFile.read("signalbox: 1\nroutes: [a, b\nx: y\n"));
        assertTrue(refused.problems().getFirst().line() >= 2, refused.getMessage());
        assertThrows(PolicyFileException.class, () -> PolicyFile.read(""));
        assertThrows(PolicyFileException.class, () -> PolicyFile.read("- a\n- b\n"));
    }

    @Test
    void findsEveryProblemAtOnce() {
        String text = FULL.replace("route: cheap", "route: dear").replace("$25.00", "lots");
        var refused = assertThrows(PolicyFileException.class, () -> PolicyFile.read(text));
        // values are checked before references, so that a fallback value never raises a false alarm
        assertTrue(refused.getMessage().contains("is not an amount"), refused.getMessage());
    }

    @Test
    void aFileOfEndlessDepthIsRefusedWithASentence() {
        var refused = assertThrows(PolicyFileException.class, () -> PolicyFile.read("a: " + "{a: ".repeat(50_000)));
        assertTrue(refused.getMessage().contains("nested too deeply"), refused.getMessage());
    }

    @Test
    void anEscapeWithoutItsDigitsIsRefusedWithItsLine() {
        for (String cut : List.of("\\x", "\\x4", "\\u12", "\\U0001")) {
            var refused = assertThrows(PolicyFileException.class, () -> PolicyFile.read("signalbox: 1\na: \"" + cut));
            assertEquals(2, refused.problems().getFirst().line(), refused.getMessage());
        }
    }
}
