package signalbox.core.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import signalbox.core.FoundModel;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.VaultCare;
import signalbox.core.control.ControlCommands.Result;
import signalbox.core.policy.Model;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;

/// The commands about providers and their keys. Thread-safe.
final class ProviderCommands {
    private final Router router;

    ProviderCommands(Router router) {
        this.router = router;
    }

    /// @throws RouterException when it cannot be done; nothing was changed
    Result run(Map<String, String> request) throws RouterException {
        return switch (request.get("command")) {
            case "providers-list" -> list();
            case "providers-discover" -> discover(request);
            case "secrets-set" -> setSecret(request);
            case "secrets-status" -> status();
            case "secrets-lock" -> lock();
            case "secrets-unlock" -> {
                router.vault().unlock(password(request));
                yield status();
            }
            case "secrets-password" -> {
                router.vault().masterPassword(password(request));
                yield status();
            }
            default ->
                    throw new RouterException(
                            "unknown_command",
                            "The running Signalbox does not know this command; is it an older version?");
        };
    }

    private Result list() {
        var providers = List.copyOf(router.policy().providers().values());
        var health = router.health();
        return out -> ProviderReport.list(out, providers, health);
    }

    /// Lists what a provider offers; adds those of it that are named.
    private Result discover(Map<String, String> request) throws RouterException {
        String name = request.getOrDefault("provider", "");
        List<FoundModel> found = router.discover(name);
        List<String> wanted = List.of(request.getOrDefault("add", "").split("[,\\s]+"));
        var added = new LinkedHashMap<String, Model>();
        for (String id : wanted) {
            if (!id.isEmpty()) {
                added.put(id, offered(found, name, id));
            }
        }
        if (!added.isEmpty()) {
            Provider provider = router.policy().providers().get(name);
            var models = new LinkedHashMap<>(provider.models());
            models.putAll(added);
            var change = new PolicyChange.Put(new PolicyChange.Part.OfProvider(provider.withModels(models)));
            router.apply(change, request.getOrDefault("actor", ""), "found at the provider");
        }
        return out -> ProviderReport.found(out, found, List.copyOf(added.keySet()));
    }

    private static Model offered(List<FoundModel> found, String provider, String id) throws RouterException {
        return found.stream()
                .map(FoundModel::model)
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new RouterException("unknown_model", provider + " does not list a model \"" + id + "\"."));
    }

    private Result setSecret(Map<String, String> request) throws RouterException {
        String name = request.getOrDefault("name", "");
        router.storeSecret(name, request.getOrDefault("secret", "").toCharArray());
        return out -> write(out, ControlMessage.write(Map.of("stored", name)));
    }

    private Result lock() throws RouterException {
        router.vault().lock();
        return status();
    }

    private Result status() {
        VaultCare.Status status = router.vault().status();
        return out -> ProviderReport.vault(out, status);
    }

    private static char[] password(Map<String, String> request) {
        return request.getOrDefault("password", "").toCharArray();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
