package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// Providers' own lists of models, asked over sockets.
class DiscoveryOverSocketsTest {
    @TempDir Path dir;

    private final FakeUpstream upstream = FakeUpstream.start();
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.open(dir.resolve("data"));
        served.enforce(
                """
                signalbox: 1
                providers:
                  openai: {base-url: "http://127.0.0.1:PORT/v1", credential: "env:FAKE_KEY", models: {gpt-4o: {}}}
                  anthropic: {wire: anthropic, base-url: "http://127.0.0.1:PORT", credential: "env:FAKE_KEY"}
                  openrouter: {base-url: "http://127.0.0.1:PORT/api/v1", credential: "env:FAKE_KEY"}
                  google: {base-url: "http://127.0.0.1:PORT/v1beta/openai", credential: "env:FAKE_KEY"}
                  ollama: {base-url: "http://127.0.0.1:PORT/v1", tier: free}
                  acme: {base-url: "http://127.0.0.1:PORT/v1"}
                  max: {vendor: claude-cli, wire: anthropic, base-url: claude-cli, tier: subscription, jurisdiction: US}
                """
                        .replace("PORT", "" + upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private List<FoundModel> discover(String provider, String list) throws RouterException {
        upstream.then(FakeReply.json(200, list));
        return served.router().discover(provider);
    }

    @Test
    void openAisListIsCompletedByWhatIsShipped() throws Exception {
        var found =
                discover(
                        "openai",
                        "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-4o\"},{\"id\":\"whisper-1\"},{\"id\":\"gpt-99\"},"
                                + "{\"id\":\"text-embedding-3-small\"}]}");
        assertEquals(
                List.of("gpt-4o", "gpt-99", "text-embedding-3-small"),
                found.stream().map(one -> one.model().id()).toList());
        FoundModel known = found.getFirst();
        assertTrue(known.added() && known.priced());
        assertEquals(128_000, known.model().contextTokens());
        assertTrue(known.model().abilities().contains(Ability.TOOLS));
        FoundModel unknown = found.get(1);
        assertFalse(unknown.added() || unknown.priced());
        assertEquals(Set.of(), unknown.model().abilities(), "what nobody says is not promised");
        assertEquals(Set.of(Ability.EMBEDDINGS), found.get(2).model().abilities());
        var sent = upstream.next();
        assertEquals("GET /v1/models", sent.method() + " " + sent.target());
        assertEquals("Bearer sk-fake-canary-1", sent.header("authorization"));
    }

    @Test
    void anthropicSaysWhatItsModelsCan() throws Exception {
        Model model =
                discover(
                                "anthropic",
                                "{\"data\":[{\"type\":\"model\",\"id\":\"claude-new-9\",\"display_name\":\"Claude"
                                    + " New\","
                                    + "\"max_input_tokens\":400000,\"max_tokens\":64000,\"capabilities\":{\"image_input\":"
                                    + "{\"supported\":true},\"thinking\":{\"supported\":false}}}],\"has_more\":false}")
                        .getFirst()
                        .model();
        assertEquals(400_000, model.contextTokens());
        assertEquals(64_000, model.maxOutputTokens());
        assertEquals(Set.of(Ability.TOOLS, Ability.IMAGES), model.abilities());
        var sent = upstream.next();
        assertEquals("/v1/models?limit=1000", sent.target());
        assertEquals("sk-fake-canary-1", sent.header("x-api-key"));
        assertEquals("2023-06-01", sent.header("anthropic-version"));
    }

    @Test
    void openRouterBringsItsPrices() throws Exception {
        var found =
                discover(
                        "openrouter",
                        "{\"data\":[{\"id\":\"acme/new-1\",\"name\":\"Acme"
                            + " New\",\"context_length\":65536,\"architecture\":"
                            + "{\"input_modalities\":[\"text\",\"image\"],\"output_modalities\":[\"text\"]},\"pricing\":"
                            + "{\"prompt\":\"0.0000003\",\"completion\":\"0.0000012\",\"input_cache_read\":\"0.00000003\"},"
                            + "\"top_provider\":{\"max_completion_tokens\":16384},\"supported_parameters\":[\"tools\","
                            + "\"reasoning\"]},{\"id\":\"acme/auto\",\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}},"
                            + "{\"id\":\"acme/painter\",\"architecture\":{\"output_modalities\":[\"image\"]}}]}");
        assertEquals(2, found.size());
        FoundModel one = found.getFirst();
        assertEquals("Acme New", one.display());
        assertEquals(
                Map.of(Counter.IN_TEXT, 300_000L, Counter.OUT_TEXT, 1_200_000L, Counter.CACHE_READ, 30_000L),
                one.model().price().orElseThrow().picoDollars());
        assertEquals(65_536, one.model().contextTokens());
        assertEquals(16_384, one.model().maxOutputTokens());
        assertEquals(Set.of(Ability.IMAGES, Ability.TOOLS, Ability.REASONING), one.model().abilities());
        assertFalse(found.get(1).priced());
        assertTrue(found.get(1).note().contains("routed"));
    }

    @Test
    void geminiIsAskedNativelyThoughItIsCalledTheOtherWay() throws Exception {
        var found =
                discover(
                        "google",
                        "{\"models\":[{\"name\":\"models/gemini-9-flash\",\"displayName\":\"Gemini"
                            + " 9\",\"inputTokenLimit\":"
                            + "1000000,\"outputTokenLimit\":65000,\"supportedGenerationMethods\":[\"generateContent\"]},"
                            + "{\"name\":\"models/embedder\",\"supportedGenerationMethods\":[\"embedContent\"]}]}");
        assertEquals(1, found.size());
        assertEquals("gemini-9-flash", found.getFirst().model().id());
        assertEquals(1_000_000, found.getFirst().model().contextTokens());
        var sent = upstream.next();
        assertEquals("/v1beta/models?pageSize=1000", sent.target());
        assertEquals("sk-fake-canary-1", sent.header("x-goog-api-key"));
    }

    @Test
    void ollamaSaysWhatIsPulledAndCostsNothing() throws Exception {
        var found =
                discover("ollama", "{\"models\":[{\"name\":\"qwen3:8b\",\"details\":{\"parameter_size\":\"8.2B\"}}]}");
        assertEquals("qwen3:8b (8.2B)", found.getFirst().display());
        assertTrue(found.getFirst().priced());
        assertEquals(4_096, found.getFirst().model().contextTokens());
        assertEquals("/api/tags", upstream.next().target());
    }

    @Test
    void ollamaSaysOfEachModelWhatItCanDoAndRunsWith() throws Exception {
        upstream.always(request -> {
            String asked = request.text();
            if (!request.target().equals("/api/show")) {
                return FakeReply.json(
                        200,
                        "{\"models\":[{\"name\":\"set\"},{\"name\":\"usual\"},{\"name\":\"small\"},{\"name\":\"mute\"}]}");
            }
            assertEquals("POST", request.method());
            if (asked.equals("{\"model\":\"set\"}")) {
                return FakeReply.json(
                        200,
                        "{\"parameters\":\"temperature 0.7\\nnum_ctx"
                            + " 16384\",\"capabilities\":[\"completion\",\"tools\","
                            + "\"vision\",\"thinking\",\"insert\"],\"model_info\":{\"general.architecture\":\"qwen3\","
                            + "\"qwen3.context_length\":40960}}");
            }
            return asked.contains("usual")
                    ? FakeReply.json(
                            200, "{\"capabilities\":[\"completion\"],\"model_info\":{\"llama.context_length\":131072}}")
                    : asked.contains("small")
                            ? FakeReply.json(
                                    200,
                                    "{\"parameters\":\"num_ctx 9000\",\"capabilities\":[\"embedding\"],"
                                            + "\"model_info\":{\"bert.context_length\":512}}")
                            : FakeReply.json(404, "{\"error\":\"gone\"}");
        });
        List<FoundModel> found = served.router().discover("ollama");
        assertEquals(
                List.of(16_384, 4_096, 512, 4_096), found.stream().map(one -> one.model().contextTokens()).toList());
        assertEquals(
                Set.of(Ability.TOOLS, Ability.IMAGES, Ability.REASONING, Ability.JSON_SCHEMA),
                found.get(0).model().abilities());
        assertEquals(Set.of(Ability.JSON_SCHEMA), found.get(1).model().abilities());
        assertTrue(found.get(1).note().contains("131072"), found.get(1).note());
        assertEquals(Set.of(Ability.EMBEDDINGS), found.get(2).model().abilities());
        assertTrue(found.get(3).note().contains("OLLAMA_CONTEXT_LENGTH"), "what it does not say stays as listed");
    }

    @Test
    void aCompatibleServerSaysItsContextUnderVariousNames() throws Exception {
        var found =
                discover("acme", "[{\"id\":\"a\",\"max_model_len\":9000},{\"id\":\"b\",\"context_window\":7000},{}]");
        assertEquals(List.of(9_000, 7_000), found.stream().map(one -> one.model().contextTokens()).toList());
        assertEquals(7_000, found.get(1).model().maxOutputTokens(), "never more than the context");
    }

    @Test
    void whoHasNoListOffersWhatIsShipped() throws Exception {
        var found = served.router().discover("max");
        assertTrue(found.stream().anyMatch(one -> one.model().id().equals("claude-haiku-4-5")), found.toString());
        assertTrue(found.stream().allMatch(one -> !one.model().abilities().contains(Ability.TOOLS)));
        assertEquals(0, upstream.connections());
    }

    @Test
    void whatGoesWrongIsASentence() {
        upstream.then(FakeReply.json(401, "{}"));
        refused("models_unreadable", "rejected the key");
        upstream.then(FakeReply.json(302, "").header("Location", "http://127.0.0.1:1/"));
        refused("models_unreadable", "answered 302");
        upstream.then(FakeReply.json(200, "<html>"));
        refused("models_unreadable", "not JSON");
        upstream.then(FakeReply.drop());
        refused("models_unreadable", "Check its address");
        var unknown = assertThrows(RouterException.class, () -> served.router().discover("nobody"));
        assertEquals("unknown_provider", unknown.code());
    }

    private void refused(String code, String words) {
        var refusal = assertThrows(RouterException.class, () -> served.router().discover("openai"));
        assertEquals(code, refusal.code());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }
}
