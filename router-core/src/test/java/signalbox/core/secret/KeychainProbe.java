package signalbox.core.secret;

import java.util.Optional;

/// Run inside a session with a secret service by [KeychainTest]: stores, finds, replaces and removes, and says how it
/// went by its exit code and one word.
final class KeychainProbe {
    private static final String ORIGIN = "https://api.example.com";

    private KeychainProbe() {}

    public static void main(String[] arguments) throws Exception {
        var keychain = Keychain.ofThisSystem();
        var secrets = new KeychainSecrets(keychain);
        demand("empty", keychain.find("probe", ORIGIN).isEmpty());
        secrets.store("probe", ORIGIN, "sk-first".toCharArray());
        demand("found", "sk-first".equals(reveal(keychain.find("probe", ORIGIN))));
        demand("looked up", "sk-first".equals(reveal(new KeychainSecrets(keychain).find("keychain:probe", ORIGIN))));
        demand("bound to its origin", keychain.find("probe", "https://other.example.com").isEmpty());
        secrets.store("probe", ORIGIN, "sk-second-longer-than-the-first".toCharArray());
        demand("replaced", "sk-second-longer-than-the-first".equals(reveal(keychain.find("probe", ORIGIN))));
        demand("not for others", secrets.find("vault:probe", ORIGIN).isEmpty());
        keychain.remove("probe", ORIGIN);
        keychain.remove("probe", ORIGIN);
        demand("removed", keychain.find("probe", ORIGIN).isEmpty());
        System.out.println("well");
    }

    private static String reveal(Optional<Secret> secret) {
        return secret.map(Secret::reveal).orElse("");
    }

    private static void demand(String what, boolean so) {
        if (!so) {
            System.out.println("not " + what);
            System.exit(1);
        }
    }
}
