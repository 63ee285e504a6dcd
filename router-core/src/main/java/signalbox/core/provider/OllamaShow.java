package signalbox.core.provider;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.policy.Ability;

/// Reads what Ollama says of one model (`POST /api/show`, <https://docs.ollama.com/api-reference/show-model-details>):
/// what it can do, and the context it runs with, which is less than the one it was trained for unless its model file or
/// the server says otherwise. Pure.
public final class OllamaShow {
    /// Below the root of its origin.
    public static final String PATH = "//api/show";

    private static final Pattern NUM_CTX = Pattern.compile("(?m)^\\s*num_ctx\\s+(\\d{1,9})\\s*$");
    private static final String TRAINED = ".context_length";

    private static final Map<String, Ability> ABILITIES =
            Map.of(
                    "tools", Ability.TOOLS,
                    "vision", Ability.IMAGES,
                    "audio", Ability.AUDIO,
                    "thinking", Ability.REASONING,
                    "embedding", Ability.EMBEDDINGS);

    private OllamaShow() {}

    /// The body that asks for a model.
    public static byte[] question(String model) {
        return Json.object().put("model", model).bytes();
    }

    /// The listed model with what the answer adds; as listed where it adds nothing.
    ///
    /// @throws IOException when it is no JSON
    public static ListedModel completed(ListedModel listed, byte[] answer) throws IOException {
        Json show = Json.read(answer);
        OptionalInt trained = trained(show.get("model_info"));
        OptionalInt set = set(show.get("parameters").text());
        int usual = set.orElse(ModelLists.OLLAMA_CONTEXT);
        int context = Math.min(usual, trained.orElse(usual));
        return new ListedModel(
                listed.id(),
                listed.display(),
                OptionalInt.of(context),
                listed.maxOutputTokens(),
                abilities(show.get("capabilities")).or(listed::abilities),
                listed.rates(),
                note(listed, context, set, trained));
    }

    private static String note(ListedModel listed, int context, OptionalInt set, OptionalInt trained) {
        if (set.isPresent()) {
            return "context as its model file sets it (num_ctx)";
        }
        return trained.isPresent() && trained.getAsInt() > context
                ? "trained for "
                        + trained.getAsInt()
                        + " tokens, but Ollama runs it with "
                        + context
                        + " by default; set OLLAMA_CONTEXT_LENGTH there before you state more here"
                : trained.isPresent() ? "" : listed.note();
    }

    /// Under the name of its architecture: `qwen3.context_length`.
    private static OptionalInt trained(Json info) {
        if (info instanceof Json.Obj(var fields)) {
            for (var field : fields.entrySet()) {
                long tokens = field.getKey().endsWith(TRAINED) ? field.getValue().whole(0) : 0;
                if (tokens > 0 && tokens <= 100_000_000) {
                    return OptionalInt.of((int) tokens);
                }
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt set(String parameters) {
        Matcher found = NUM_CTX.matcher(parameters);
        int tokens = found.find() ? Integer.parseInt(found.group(1)) : 0;
        return tokens > 0 ? OptionalInt.of(tokens) : OptionalInt.empty();
    }

    /// Any model that completes can be held to a schema, as Ollama constrains the answer itself.
    private static Optional<Set<Ability>> abilities(Json capabilities) {
        List<Json> named = capabilities.items();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        var abilities = EnumSet.noneOf(Ability.class);
        for (Json one : named) {
            Ability ability = ABILITIES.get(one.text());
            if (ability != null) {
                abilities.add(ability);
            }
            if (one.text().equals("completion")) {
                abilities.add(Ability.JSON_SCHEMA);
            }
        }
        return Optional.of(abilities);
    }
}
