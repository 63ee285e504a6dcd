package signalbox.core.policy;

import java.util.regex.Pattern;

/// Names of workloads, providers, routes, budgets, rules and keys: lower-case ASCII, so that no two names can look
/// alike (guarantees.md 2.5 chooses ASCII over confusable detection).
public final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Names() {}

    public static boolean valid(String name) {
        return NAME.matcher(name).matches();
    }
}
