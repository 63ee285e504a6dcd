package signalbox.core.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import signalbox.core.FoundModel;
import signalbox.core.RouterEvent.ProviderHealth;
import signalbox.core.VaultCare;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;

/// Providers, their models and the vault as JSON. Never a key.
final class ProviderReport {
    private ProviderReport() {}

    static void list(OutputStream out, List<Provider> providers, Map<String, ProviderHealth> health)
            throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeArrayFieldStart("providers");
                    for (Provider provider : providers) {
                        provider(json, provider, health.get(provider.name()));
                    }
                    json.writeEndArray();
                });
    }

    private static void provider(JsonGenerator json, Provider provider, ProviderHealth health) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", provider.name());
        json.writeStringField("vendor", provider.vendor());
        json.writeStringField("wire", provider.wire().id());
        json.writeStringField("base_url", provider.endpoint().text());
        json.writeStringField("credential", provider.credential().reference());
        json.writeStringField("tier", word(provider.tier()));
        json.writeStringField("jurisdiction", provider.jurisdiction());
        json.writeBooleanField("trains_on_input", provider.trainsOnInput());
        json.writeStringField("clearance", word(provider.clearance()));
        json.writeStringField("state", state(provider, health));
        json.writeArrayFieldStart("models");
        for (String id : provider.models().keySet()) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String state(Provider provider, ProviderHealth health) {
        return provider.paused() ? "paused" : health == null || health.cooling().isEmpty() ? "ok" : health.cooling();
    }

    static void found(OutputStream out, List<FoundModel> found, List<String> added) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeArrayFieldStart("models");
                    for (FoundModel one : found) {
                        model(json, one, one.added() || added.contains(one.model().id()));
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("added");
                    for (String id : added) {
                        json.writeString(id);
                    }
                    json.writeEndArray();
                });
    }

    private static void model(JsonGenerator json, FoundModel found, boolean there) throws IOException {
        Model model = found.model();
        json.writeStartObject();
        json.writeStringField("id", model.id());
        json.writeStringField("name", found.display());
        json.writeStringField("class", word(model.modelClass()));
        json.writeNumberField("context", model.contextTokens());
        json.writeNumberField("max_output", model.maxOutputTokens());
        json.writeArrayFieldStart("abilities");
        for (String ability : model.abilities().stream().map(ProviderReport::word).sorted().toList()) {
            json.writeString(ability);
        }
        json.writeEndArray();
        json.writeBooleanField("priced", found.priced());
        json.writeBooleanField("in_policy", there);
        json.writeStringField("note", found.note());
        json.writeEndObject();
    }

    static void vault(OutputStream out, VaultCare.Status status) throws IOException {
        JsonLine.write(
                out,
                json -> {
                    json.writeBooleanField("locked", status.locked());
                    json.writeBooleanField("master_password", status.password());
                    json.writeObjectFieldStart("keys");
                    for (var entry : new TreeMap<>(status.names()).entrySet()) {
                        json.writeStringField(entry.getKey(), entry.getValue());
                    }
                    json.writeEndObject();
                    json.writeStringField("trouble", status.trouble());
                });
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
