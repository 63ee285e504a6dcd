package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import signalbox.core.policy.Wire;

/// The body of `GET /v1/models`: OpenAI's list, Anthropic's page of all there is, and Gemini's of `/v1beta/models`.
public final class ModelList {
    private ModelList() {}

    /// @param id as a client writes it in `model`
    /// @param owner the provider's name, or `signalbox` for a workload
    public record Entry(String id, String owner) {}

    /// @param wire the dialect of the client that asks
    public static byte[] body(Wire wire, List<Entry> models) {
        return switch (wire) {
            case ANTHROPIC -> anthropic(models);
            case GEMINI -> gemini(models);
            case OPENAI_CHAT, OPENAI_RESPONSES -> openAi(models);
        };
    }

    /// The body of `GET /v1/models/ID`.
    public static byte[] one(Wire wire, Entry model) {
        return JsonText.bytes(json -> write(json, wire, model));
    }

    private static byte[] openAi(List<Entry> models) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (var model : models) {
                write(json, Wire.OPENAI_CHAT, model);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static byte[] anthropic(List<Entry> models) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            for (var model : models) {
                write(json, Wire.ANTHROPIC, model);
            }
            json.writeEndArray();
            json.writeBooleanField("has_more", false);
            textOrNull(json, "first_id", models.isEmpty() ? null : models.getFirst().id);
            textOrNull(json, "last_id", models.isEmpty() ? null : models.getLast().id);
            json.writeEndObject();
        });
    }

    private static byte[] gemini(List<Entry> models) {
        return JsonText.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("models");
            for (var model : models) {
                write(json, Wire.GEMINI, model);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void google(JsonGenerator json, Entry model) throws IOException {
        json.writeStringField("name", "models/" + model.id);
        json.writeStringField("displayName", model.id);
        json.writeArrayFieldStart("supportedGenerationMethods");
        for (String method : List.of("generateContent", "streamGenerateContent", "countTokens")) {
            json.writeString(method);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Wire wire, Entry model) throws IOException {
        json.writeStartObject();
        if (wire == Wire.GEMINI) {
            google(json, model);
            return;
        }
        json.writeStringField("id", model.id);
        if (wire == Wire.ANTHROPIC) {
            json.writeStringField("type", "model");
            json.writeStringField("display_name", model.id);
            // the API says the epoch for a model whose release date is not known
            json.writeStringField("created_at", "1970-01-01T00:00:00Z");
        } else {
            json.writeStringField("object", "model");
            json.writeNumberField("created", 0);
            json.writeStringField("owned_by", model.owner);
        }
        json.writeEndObject();
    }

    private static void textOrNull(JsonGenerator json, String name, String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text);
    }
}
