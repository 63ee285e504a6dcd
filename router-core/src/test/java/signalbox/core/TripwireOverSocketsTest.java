package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.PiiCount;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Tripwire.Action;
import signalbox.core.policyfile.PolicyFile;
import signalbox.core.testing.Answers;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

class TripwireOverSocketsTest {
    private static final String MAIL = "ada@analytical.example";
    private static final String CARD = "4111 1111 1111 1111";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[EMAIL_[a-z2-9]{12}]");

    @TempDir Path dir;

    private FakeUpstream cloud;
    private FakeUpstream house;
    private Served served;
    private String policy;

    @BeforeEach
    void open() throws Exception {
        cloud = FakeUpstream.start();
        house = FakeUpstream.start();
        policy =
                """
                signalbox: 1
                providers:
                  cloud:
                    base-url: http://127.0.0.1:%d/v1
                    jurisdiction: US
                    models: {m: {context: 100000, max-output: 1000, abilities: [tools, json-schema, images], price: {input: 1, output: 2}}}
                  house:
                    base-url: http://127.0.0.1:%d/v1
                    jurisdiction: local
                    clearance: private
                    models: {m2: {context: 100000, max-output: 1000, abilities: [tools, json-schema, images], price: {input: 1, output: 2}}}
                routes: {r: [cloud/m, house/m2]}
                workloads:
                  w:
                    route: r
                    max-tokens: 100
                    tripwire: TRIPWIRE
                """
                        .formatted(cloud.port(), house.port());
        served = Served.open(dir.resolve("data"), policy.replace("TRIPWIRE", "{otherwise: flag}"));
        cloud.always(request -> echo(request));
        house.always(request -> echo(request));
    }

    @AfterEach
    void close() {
        served.close();
        cloud.close();
        house.close();
    }

    /// Answers with the content of the last message it was sent.
    private static FakeReply echo(FakeUpstream.Received request) {
        var contents = Answers.values(request.text(), "content");
        String content = (contents.isEmpty() ? "a picture" : contents.getLast()).replace("\"", "\\\"");
        return FakeReply.json(
                200,
                "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"You said:"
                        + " "
                        + content
                        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}");
    }

    private void tripwire(String yaml) throws Exception {
        var parsed = PolicyFile.read(policy.replace("TRIPWIRE", yaml));
        var workload = parsed.workloads().get("w");
        served.router().apply(new PolicyChange.Put(new PolicyChange.Part.OfWorkload(workload)), "test", "");
    }

    private HttpResponse<String> say(String text) throws Exception {
        return served.call(
                Served.CHAT,
                "{\"model\":\"workload:w\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    }

    private List<PiiCount> found() {
        served.flush();
        var row = served.router().ledger().recent(1).getFirst();
        assertFalse(row.toString().contains(MAIL), "the row never holds the text");
        return row.steps().stream().flatMap(step -> PiiCount.of(step).stream()).toList();
    }

    @Test
    void flagsByDefaultAndSaysWhereButNotWhat() throws Exception {
        assertEquals(200, say("I am " + MAIL).statusCode());
        assertTrue(cloud.next().text().contains(MAIL));
        assertEquals(List.of(new PiiCount("email", Action.FLAG, 1)), found());
        var step = served.router().ledger().recent(1).getFirst().steps().getFirst();
        assertEquals("1 at messages[0].content 5 to 27", step.detail());
    }

    @Test
    void redactsAndPutsBack() throws Exception {
        tripwire("{email: redact}");
        var answer = say("I am " + MAIL + ", not \\u0061da@analytical.example or b@c.org");
        var sent = cloud.next().text();
        assertFalse(sent.contains("@"), sent);
        var placeholders = PLACEHOLDER.matcher(sent).results().map(r -> r.group()).toList();
        assertEquals(3, placeholders.size(), sent);
        assertEquals(placeholders.get(0), placeholders.get(1), "equal texts, equal placeholders");
        assertTrue(answer.body().contains("You said: I am " + MAIL + ", not " + MAIL + " or b@c.org"), answer.body());
        assertEquals(List.of(new PiiCount("email", Action.REDACT, 3)), found());
    }

    @Test
    void redactsAStream() throws Exception {
        tripwire("{email: redact}");
        cloud.always(request -> {
            String mark = PLACEHOLDER.matcher(request.text()).results().findFirst().orElseThrow().group();
            var reply = FakeReply.stream();
            for (int i = 0; i < mark.length(); i += 3) {
                String piece = mark.substring(i, Math.min(mark.length(), i + 3));
                reply.event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece + "\"}}]}");
            }
            return reply.event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}").event("[DONE]");
        });
        var answer =
                served.call(
                        Served.CHAT,
                        "{\"model\":\"workload:w\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"I am "
                                + MAIL
                                + "\"}]}");
        assertTrue(answer.body().contains("\"" + MAIL + "\""), answer.body());
        assertTrue(answer.body().contains("[DONE]"), answer.body());
    }

    @Test
    void blocksWithoutAByteUpstream() throws Exception {
        tripwire("{card: block, email: redact}");
        var answer = say(MAIL + " pays with " + CARD);
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("pii_blocked"), answer.body());
        assertTrue(answer.body().contains("\"kinds\":[\"card\"]"), answer.body());
        assertFalse(answer.body().contains("4111"), answer.body());
        assertEquals(0, cloud.connections() + house.connections());
        assertTrue(found().contains(new PiiCount("card", Action.BLOCK, 1)));
    }

    @Test
    void raisingKeepsTheCallAtHome() throws Exception {
        tripwire("{otherwise: raise}");
        assertEquals(200, say("my card is " + CARD).statusCode());
        assertEquals(0, cloud.connections());
        assertTrue(house.next().text().contains(CARD));
        served.flush();
        assertEquals(PiiClass.PRIVATE, served.router().ledger().recent(1).getFirst().pii());
    }

    @Test
    void whatCannotBeReplacedRaisesInsteadAndNothingElseBreaks() throws Exception {
        tripwire("{email: redact}");
        String tools =
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"mails "
                        + MAIL
                        + "\"}}],";
        var answer =
                served.call(
                        Served.CHAT,
                        "{\"model\":\"workload:w\","
                                + tools
                                + "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"x@y.org\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"f\",\"arguments\":\"{\\\"to\\\":\\\""
                                + MAIL
                                + "\\\"}\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"x@y.org\",\"content\":\"sent to "
                                + MAIL
                                + "\"}]}");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(0, cloud.connections(), "an address stays in a schema, so the call is private");
        String sent = house.next().text();
        assertTrue(sent.contains(tools), sent);
        assertTrue(sent.contains("\"id\":\"x@y.org\"") && sent.contains("\"tool_call_id\":\"x@y.org\""), sent);
        assertEquals(2, PLACEHOLDER.matcher(sent).results().count(), sent);
        assertTrue(found().contains(new PiiCount("email", Action.REDACT, 2)));
    }

    @Test
    void theLedgerCountsByKindActionAndDay() throws Exception {
        say("I am " + MAIL + " and not b@c.org");
        tripwire("{email: redact, card: block}");
        say("I am " + MAIL);
        say(CARD + " " + MAIL);
        served.flush();
        var now = Instant.now();
        var days = served.router().ledger().pii(now.minusSeconds(7 * 86_400), now.plusSeconds(1));
        assertEquals(
                List.of("card BLOCK 1 1", "email FLAG 1 2", "email REDACT 2 2"),
                days.stream()
                        .map(day -> day.kind() + " " + day.action() + " " + day.calls() + " " + day.findings())
                        .toList());
        assertEquals(
                List.of(), served.router().ledger().pii(now.minusSeconds(9 * 86_400), now.minusSeconds(2 * 86_400)));
    }

    @Test
    void picturesArePrivateUnlessTheKeySaysOtherwise() throws Exception {
        String picture =
                "{\"model\":\"workload:w\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}},{\"type\":\"text\",\"text\":\"What"
                    + " is this?\"}]}]}";
        assertEquals(200, served.call(Served.CHAT, picture).statusCode());
        assertEquals(0, cloud.connections());
        house.next();
        assertEquals(List.of(new PiiCount("opaque", Action.RAISE, 1)), found());
        var key = served.router().policy().keys().values().iterator().next();
        var open = new AppKey(key.name(), key.workload(), key.allowed(), key.piiFloor(), PiiClass.PUBLIC);
        served.router().apply(new PolicyChange.Put(new PolicyChange.Part.OfKey(open)), "test", "");
        assertEquals(200, served.call(Served.CHAT, picture).statusCode());
        cloud.next();
    }

    @Test
    void aTripwireThatCannotWorkIsRefusedWhole() {
        var problem = assertThrows(RouterException.class, () -> tripwire("{emial: block, patterns: {x: \"(?<=a)b\"}}"));
        assertEquals("policy_invalid", problem.code());
        assertTrue(problem.getMessage().contains("workloads.w.tripwire.emial"), problem.getMessage());
        assertTrue(problem.getMessage().contains("RE2"), problem.getMessage());
    }

    @Test
    void ownPatternsHaveActionsOfTheirOwn() throws Exception {
        tripwire("{ticket: block, patterns: {ticket: \"ACME-\\\\d+\"}}");
        var answer = say("see ACME-77");
        assertEquals(403, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("ticket"), answer.body());
    }
}
