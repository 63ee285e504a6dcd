package signalbox.core.provider;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.core.dialect.neutral.Json;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.vendor.ModelListing;

/// Reads what providers answer when they are asked for their models. Pure. What is no model for text is passed over.
public final class ModelLists {
    /// A name that OpenAI's list gives to what does not answer chats; the list itself does not say so.
    private static final Pattern NO_CHAT =
            Pattern.compile(".*(whisper|tts|dall-e|moderation|transcribe|realtime|-image|sora|babbage|davinci).*");

    /// Ollama cuts longer prompts silently unless it was told to take more (OLLAMA_CONTEXT_LENGTH, or num_ctx of the
    /// model): <https://docs.ollama.com/context-length>.
    static final int OLLAMA_CONTEXT = 4_096;

    private static final String[] CONTEXT = {
        "context_length", "context_window", "max_context_length", "max_model_len", "max_input_tokens"
    };
    private static final String[] OUTPUT = {"max_completion_tokens", "max_output_tokens", "max_output_length"};

    private static final Map<String, Counter> OPENROUTER_RATES =
            Map.of(
                    "prompt", Counter.IN_TEXT,
                    "completion", Counter.OUT_TEXT,
                    "internal_reasoning", Counter.OUT_REASON,
                    "input_cache_read", Counter.CACHE_READ,
                    "input_cache_write", Counter.CACHE_WRITE_5M);

    private ModelLists() {}

    /// @throws IOException with a sentence for the operator, when this is no such list
    public static List<ListedModel> read(ModelListing.Shape shape, byte[] body) throws IOException {
        Json root;
        try {
            root = Json.read(body);
        } catch (IOException e) {
            throw new IOException("The list of models is not JSON. Check the provider's address.", e);
        }
        var found = new ArrayList<ListedModel>();
        for (Json entry : entries(root)) {
            ListedModel model =
                    switch (shape) {
                        case OPENAI -> openAi(entry);
                        case OPENROUTER -> openRouter(entry);
                        case ANTHROPIC -> anthropic(entry);
                        case GEMINI -> gemini(entry);
                        case OLLAMA -> ollama(entry);
                        case NONE -> null;
                    };
            if (model != null && !model.id().isBlank() && model.id().length() <= 200) {
                found.add(model);
            }
        }
        return List.copyOf(found);
    }

    /// `data`, `models`, or the document itself (Together).
    private static List<Json> entries(Json root) {
        return root.has("data")
                ? root.get("data").items()
                : root.has("models") ? root.get("models").items() : root.items();
    }

    private static ListedModel openAi(Json entry) {
        String id = entry.get("id").text();
        if (NO_CHAT.matcher(id).matches()) {
            return null;
        }
        Json can = entry.get("capabilities");
        Optional<Set<Ability>> abilities = Optional.empty();
        if (can.has("completion_chat")) { // Mistral
            if (!can.get("completion_chat").flag()) {
                return null;
            }
            var stated = EnumSet.noneOf(Ability.class);
            add(stated, Ability.TOOLS, can.get("function_calling").flag());
            add(stated, Ability.IMAGES, can.get("vision").flag());
            abilities = Optional.of(stated);
        } else if (id.contains("embed")) {
            abilities = Optional.of(Set.of(Ability.EMBEDDINGS));
        }
        return new ListedModel(
                id, name(entry, id), first(entry, CONTEXT), first(entry, OUTPUT), abilities, Map.of(), "");
    }

    private static ListedModel openRouter(Json entry) {
        var abilities = EnumSet.noneOf(Ability.class);
        List<String> inputs = texts(entry.get("architecture").get("input_modalities"));
        List<String> takes = texts(entry.get("supported_parameters"));
        add(abilities, Ability.IMAGES, inputs.contains("image"));
        add(abilities, Ability.FILES, inputs.contains("file"));
        add(abilities, Ability.AUDIO, inputs.contains("audio"));
        add(abilities, Ability.TOOLS, takes.contains("tools"));
        add(abilities, Ability.JSON_SCHEMA, takes.contains("structured_outputs"));
        add(abilities, Ability.REASONING, takes.contains("reasoning"));
        if (!texts(entry.get("architecture").get("output_modalities")).contains("text")
                && entry.get("architecture").has("output_modalities")) {
            return null;
        }
        var rates = new EnumMap<Counter, Long>(Counter.class);
        OPENROUTER_RATES.forEach(
                (field, counter) -> rate(entry.get("pricing").get(field)).ifPresent(r -> rates.put(counter, r)));
        boolean priced = rates.containsKey(Counter.IN_TEXT) && rates.containsKey(Counter.OUT_TEXT);
        String id = entry.get("id").text();
        return new ListedModel(
                id,
                name(entry, id),
                whole(entry.get("context_length")),
                whole(entry.get("top_provider").get("max_completion_tokens")),
                Optional.of(abilities),
                priced ? rates : Map.of(),
                priced ? "" : "its price depends on where it is routed");
    }

    /// Dollars per token as text; below zero where it depends.
    private static Optional<Long> rate(Json text) {
        try {
            var dollars = new BigDecimal(text.isText() ? text.text() : text.number());
            return dollars.signum() < 0 ? Optional.empty() : Optional.of(dollars.movePointRight(12).longValueExact());
        } catch (ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static ListedModel anthropic(Json entry) {
        Json can = entry.get("capabilities");
        Optional<Set<Ability>> abilities = Optional.empty();
        if (can.present()) {
            var stated = EnumSet.of(Ability.TOOLS);
            add(stated, Ability.IMAGES, can.get("image_input").get("supported").flag());
            add(stated, Ability.FILES, can.get("pdf_input").get("supported").flag());
            add(stated, Ability.JSON_SCHEMA, can.get("structured_outputs").get("supported").flag());
            add(stated, Ability.REASONING, can.get("thinking").get("supported").flag());
            abilities = Optional.of(stated);
        }
        String id = entry.get("id").text();
        return new ListedModel(
                id,
                name(entry, id),
                whole(entry.get("max_input_tokens")),
                whole(entry.get("max_tokens")),
                abilities,
                Map.of(),
                "");
    }

    private static ListedModel gemini(Json entry) {
        if (!texts(entry.get("supportedGenerationMethods")).contains("generateContent")) {
            return null;
        }
        String id = entry.get("name").text().replaceFirst("^models/", "");
        return new ListedModel(
                id,
                entry.get("displayName").text().isEmpty() ? id : entry.get("displayName").text(),
                whole(entry.get("inputTokenLimit")),
                whole(entry.get("outputTokenLimit")),
                Optional.empty(),
                Map.of(),
                "");
    }

    private static ListedModel ollama(Json entry) {
        String id = entry.get("name").text();
        String size = entry.get("details").get("parameter_size").text();
        return new ListedModel(
                id,
                size.isEmpty() ? id : id + " (" + size + ")",
                OptionalInt.of(OLLAMA_CONTEXT),
                OptionalInt.empty(),
                Optional.empty(),
                Map.of(),
                "context as Ollama has it by default; set OLLAMA_CONTEXT_LENGTH there before you state more here");
    }

    private static String name(Json entry, String id) {
        String display = entry.get("display_name").text();
        String name = display.isEmpty() ? entry.get("name").text() : display;
        return name.isEmpty() ? id : name;
    }

    private static OptionalInt first(Json entry, String... fields) {
        for (String field : fields) {
            OptionalInt found = whole(entry.get(field));
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt whole(Json number) {
        long value = number.whole(0);
        return value > 0 && value <= 100_000_000 ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private static List<String> texts(Json array) {
        return array.items().stream().map(Json::text).toList();
    }

    private static void add(Set<Ability> abilities, Ability ability, boolean can) {
        if (can) {
            abilities.add(ability);
        }
    }
}
