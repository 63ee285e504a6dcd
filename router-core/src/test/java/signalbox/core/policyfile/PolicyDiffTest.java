package signalbox.core.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.core.policy.Policy;

class PolicyDiffTest {
    private static final String TEXT =
            """
            signalbox: 1
            providers:
              far: {base-url: https://api.far.example/v1, jurisdiction: US, trains-on-input: true,
                    data: {retention-days: 30, attested-by: ann}, models: {big: {}}}
              house: {base-url: http://127.0.0.1:11434/v1, jurisdiction: local, clearance: private, models: {small: {}}}
            routes:
              both: [far/big, house/small]
            workloads:
              etl:
                route: both
                pii: internal
                max-tokens: 2000
                tripwire: {email: redact, otherwise: flag, patterns: {ticket: "T-[0-9]+"}}
              chat: {route: both}
            budgets:
              cap: {on: workload:etl, limit: $25.00, window: day}
            rules:
              stays: {at-least: internal, jurisdictions: [local, EU], no-training: true, workloads: [etl, chat], retention-days: 7}
            keys:
              app: {workload: etl, pii-floor: internal}
            """;

    private static PolicyDiff diff(String good, String bad) throws PolicyFileException {
        assertTrue(TEXT.contains(good), good);
        return PolicyDiff.of(PolicyFile.read(TEXT), PolicyFile.read(TEXT.replace(good, bad)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "limit: $25.00 > limit: $35.00 > lets $10.00 more through a day on budget cap",
                "window: day > window: hour > budget cap no longer holds workload:etl to $25.00 a day",
                "window: day > at-limit: warn > budget cap no longer halts at its limit, it will warn",
                "at-least: internal > at-least: private > rule stays no longer speaks about internal calls",
                "'[local, EU]' > '[local, EU, US]' > rule stays allows inference in US",
                "'jurisdictions: [local, EU], ' > '' > rule stays allows inference in any place",
                "no-training: true > no-training: false > rule stays no longer refuses providers that train on input",
                "'workloads: [etl, chat]' > 'workloads: [etl]' > rule stays no longer speaks about chat",
                "retention-days: 7 > retention-days: 30 > rule stays lets prompts be kept for 30 days",
                "', retention-days: 7' > '' > rule stays lets prompts be kept for any time",
                "retention-days: 30 > retention-days: 1 > 'says that far keeps prompts for 1 day, not 30 days'",
                "attested-by: ann > 'attested-by: ann, zero-retention: account' >"
                        + " 'says that far keeps prompts for 0 days, not 30 days'",
                "jurisdiction: US > jurisdiction: EU > 'says that far runs inference in EU, not US'",
                "trains-on-input: true > trains-on-input: false > says that far does not train on input",
                "api.far.example > api.near.example > sends the calls of provider far to another address",
                "'pii: internal' > 'pii: public' > 'treats calls of etl as public, not internal'",
                "max-tokens: 2000 > max-tokens: 9000 > 'lets one call of etl ask for 9000 tokens, not 2000'",
                "email: redact > email: flag > 'findings of email in etl: flag, not redact'",
                "'otherwise: flag' > 'otherwise: ignore' > 'other findings in etl: ignore, not flag'",
                "'chat: {route: both}' > 'chat: {route: both, mode: observe}' >"
                        + " 'only observes chat: its routing decisions are recorded, not acted on'",
                "'chat: {route: both}' > 'chat: {route: both, keep-bodies: 2h}' >"
                        + " keeps requests of chat for 2 hours",
                "'pii-floor: internal' > 'pii-floor: public' > 'lets key app send public calls, not internal'",
                "'pii-floor: internal' > 'pii-floor: internal, opaque: public' >"
                        + " treats unreadable content of key app as public",
                "'pii-floor: internal' > 'pii-floor: internal, allow: [chat]' > lets key app use chat",
            })
    void whatLoosensIsSaidInASentence(String good, String bad, String sentence) throws PolicyFileException {
        assertEquals(List.of(sentence), diff(good, bad).loosens());
        var tightened = PolicyDiff.of(PolicyFile.read(TEXT.replace(good, bad)), PolicyFile.read(TEXT)).loosens();
        boolean eitherWay = sentence.contains("another address") || sentence.contains("inference in EU");
        assertTrue(
                tightened.isEmpty() || eitherWay || sentence.contains("no longer holds"),
                () -> "the way back loosens nothing, but said " + tightened);
    }

    @Test
    void removedPartsThatHeldSomethingBackLoosen() throws PolicyFileException {
        Policy before = PolicyFile.read(TEXT);
        var without = before.withBudgets(new LinkedHashMap<>()).withRules(new LinkedHashMap<>());

        assertEquals(
                List.of("removes the budget cap of $25.00", "removes the rule stays"),
                PolicyDiff.of(before, without).loosens());
    }

    @Test
    void entriesNameEachPartThatDiffersWithItsText() throws PolicyFileException {
        var entries = diff("limit: $25.00", "limit: $35.00").entries();

        assertEquals(1, entries.size());
        assertEquals("budget", entries.getFirst().kind());
        assertEquals("cap", entries.getFirst().name());
        assertTrue(entries.getFirst().before().contains("limit: $25.00"));
        assertTrue(entries.getFirst().after().contains("limit: $35.00"));
    }

    @Test
    void equalPoliciesDoNotDiffer() throws PolicyFileException {
        var diff = PolicyDiff.of(PolicyFile.read(TEXT), PolicyFile.read(TEXT));

        assertTrue(diff.entries().isEmpty() && diff.loosens().isEmpty());
    }
}
