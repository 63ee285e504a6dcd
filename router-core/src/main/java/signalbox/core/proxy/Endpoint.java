package signalbox.core.proxy;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.core.dialect.Address;
import signalbox.core.dialect.DialectError.Type;
import signalbox.core.dialect.Operation;
import signalbox.core.policy.Names;
import signalbox.core.policy.Wire;

/// What a path asks for. Every path also exists below `/w/WORKLOAD`.
///
/// @param wire the dialect of the answer, errors included
/// @param workload the workload in the path, or empty
/// @param model the model in the path, or the call that is asked for, or empty
/// @param address what the path says to the router of a call
record Endpoint(Kind kind, Wire wire, String workload, String model, Address address) {
    Endpoint(Kind kind, Wire wire, String workload, String model) {
        this(kind, wire, workload, model, Address.BODY);
    }

    enum Kind {
        CALL("POST"),
        MODELS("GET, HEAD"),
        MODEL("GET, HEAD"),
        LOOKUP("GET, HEAD"),
        HEALTH("GET, HEAD");

        private final String methods;

        Kind(String methods) {
            this.methods = methods;
        }
    }

    /// The keyless path that answers 204 while the listener runs.
    static final String HEALTH_PATH = "/health";

    private static final Pattern BELOW_WORKLOAD = Pattern.compile("/w/([^/]*)(/v1(?:beta)?/.*)");
    private static final String MODELS_PATH = "/v1/models";
    private static final String GEMINI_MODELS = "/v1beta/models";
    private static final Pattern GEMINI_CALL =
            Pattern.compile(
                    GEMINI_MODELS
                            + "/(.+):(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)");
    private static final int MAX_PARAMETERS = 32;
    private static final Set<String> KEY_PARAMETERS =
            Set.of("key", "apikey", "xapikey", "token", "accesstoken", "authorization", "secret", "password");

    /// Reads the path of a request.
    ///
    /// @throws Refused 404 for a path that does not exist, 405 for a method it does not take, 400 for a key in the
    ///   query
    static Endpoint of(HttpRequest request) throws Refused {
        var query = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
        refuseKeys(query);
        boolean anthropic = request.headers().contains("anthropic-version");
        var endpoint = find(query.rawPath(), anthropic ? Wire.ANTHROPIC : Wire.OPENAI_CHAT).streaming(query);
        if (!endpoint.kind.methods.contains(request.method().name())) {
            throw Refused.wrongMethod(endpoint.kind.methods);
        }
        return endpoint;
    }

    /// Gemini's streams are events when the query asks for them, else one growing array.
    private Endpoint streaming(QueryStringDecoder query) {
        boolean events = query.parameters().getOrDefault("alt", List.of()).contains("sse");
        boolean array = address.stream() && !events;
        var told = new Address(address.operation(), address.model(), address.stream(), array);
        return array ? new Endpoint(kind, wire, workload, model, told) : this;
    }

    /// The dialect for errors before the request has passed the rules; a guess from its path.
    static Wire dialect(String uri) {
        return uri.contains("/v1/messages")
                ? Wire.ANTHROPIC
                : uri.contains("/v1beta/")
                        ? Wire.GEMINI
                        : uri.contains("/v1/responses") ? Wire.OPENAI_RESPONSES : Wire.OPENAI_CHAT;
    }

    boolean post() {
        return kind == Kind.CALL;
    }

    private static Endpoint find(String path, Wire asked) throws Refused {
        if (path.equals(HEALTH_PATH)) {
            return new Endpoint(Kind.HEALTH, Wire.OPENAI_CHAT, "", "");
        }
        var below = BELOW_WORKLOAD.matcher(path);
        if (!below.matches()) {
            return find(path, "", asked);
        }
        if (!Names.valid(below.group(1))) {
            throw Refused.badRequest("workload_name", "The path does not hold a valid workload name.");
        }
        return find(below.group(2), below.group(1), asked);
    }

    private static Endpoint find(String path, String workload, Wire asked) throws Refused {
        return switch (path) {
            case "/v1/chat/completions" -> call(Wire.OPENAI_CHAT, workload, Operation.GENERATE);
            case "/v1/embeddings" -> call(Wire.OPENAI_CHAT, workload, Operation.EMBED);
            case "/v1/responses" -> call(Wire.OPENAI_RESPONSES, workload, Operation.GENERATE);
            case "/v1/responses/input_tokens" -> call(Wire.OPENAI_RESPONSES, workload, Operation.COUNT);
            case "/v1/messages" -> call(Wire.ANTHROPIC, workload, Operation.GENERATE);
            case "/v1/messages/count_tokens" -> call(Wire.ANTHROPIC, workload, Operation.COUNT);
            case MODELS_PATH -> new Endpoint(Kind.MODELS, asked, workload, "");
            case GEMINI_MODELS -> new Endpoint(Kind.MODELS, Wire.GEMINI, workload, "");
            default -> below(path, workload, asked);
        };
    }

    private static Endpoint call(Wire wire, String workload, Operation operation) {
        return new Endpoint(Kind.CALL, wire, workload, "", Address.of(operation));
    }

    private static Endpoint below(String path, String workload, Wire asked) throws Refused {
        var gemini = GEMINI_CALL.matcher(path);
        if (gemini.matches()) {
            return new Endpoint(Kind.CALL, Wire.GEMINI, workload, "", gemini(decode(gemini.group(1)), gemini.group(2)));
        }
        if (path.startsWith(GEMINI_MODELS + "/")) {
            return new Endpoint(Kind.MODEL, Wire.GEMINI, workload, decode(path.substring(GEMINI_MODELS.length() + 1)));
        }
        if (path.startsWith("/v1/responses/")) {
            throw new Refused(
                    404,
                    Type.NOT_FOUND,
                    "response_not_kept",
                    "Answers are not kept here, so none can be fetched, cancelled or deleted.");
        }
        if (path.startsWith(CallLookup.PATH)) {
            return new Endpoint(Kind.LOOKUP, asked, workload, decode(path.substring(CallLookup.PATH.length())));
        }
        if (!path.startsWith(MODELS_PATH + "/")) {
            throw unknown();
        }
        return new Endpoint(Kind.MODEL, asked, workload, decode(path.substring(MODELS_PATH.length() + 1)));
    }

    private static Address gemini(String model, String method) {
        return switch (method) {
            case "generateContent" -> new Address(Operation.GENERATE, model, false, false);
            case "streamGenerateContent" -> new Address(Operation.GENERATE, model, true, false);
            case "countTokens" -> new Address(Operation.COUNT, model, false, false);
            case "embedContent" -> new Address(Operation.EMBED, model, false, false);
            default -> new Address(Operation.EMBED_BATCH, model, false, false);
        };
    }

    private static String decode(String id) throws Refused {
        try {
            return QueryStringDecoder.decodeComponent(id.replace("+", "%2B"));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /// Addresses end up in histories and logs; a key must never be in one.
    private static void refuseKeys(QueryStringDecoder query) throws Refused {
        try {
            for (var parameter : query.parameters().entrySet()) {
                var name = parameter.getKey().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
                if (KEY_PARAMETERS.contains(name)
                        || parameter.getValue().stream().anyMatch(value -> value.startsWith("sbx-"))) {
                    throw Refused.badRequest(
                            "key_in_address",
                            "Send the app key in a header, never in the address. Rotate it if it was.");
                }
            }
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("malformed_query", "The query of the address is not well-formed.");
        }
    }

    private static Refused unknown() {
        return new Refused(
                404,
                Type.NOT_FOUND,
                "unknown_path",
                "There is nothing at this path. Signalbox serves POST /v1/chat/completions, /v1/responses,"
                    + " /v1/embeddings, /v1/messages, /v1/messages/count_tokens and"
                    + " /v1beta/models/MODEL:generateContent, and GET /v1/models and /v1beta/models, each also below"
                    + " /w/WORKLOAD. Check the base URL of the client.");
    }
}
