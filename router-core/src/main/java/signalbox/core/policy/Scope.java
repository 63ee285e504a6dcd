package signalbox.core.policy;

/// Whose calls a budget adds up.
public sealed interface Scope {
    record OfWorkload(String workload) implements Scope {}

    record OfKey(String key) implements Scope {}

    record OfTeam(String team) implements Scope {}

    record OfProvider(String provider) implements Scope {}

    record OfModel(String provider, String model) implements Scope {}

    record Everything() implements Scope {}

    /// `workload:NAME`, `key:NAME`, `team:TAG`, `provider:NAME`, `model:PROVIDER/MODEL` or `everything`.
    default String reference() {
        return switch (this) {
            case OfWorkload(String name) -> "workload:" + name;
            case OfKey(String name) -> "key:" + name;
            case OfTeam(String tag) -> "team:" + tag;
            case OfProvider(String name) -> "provider:" + name;
            case OfModel(String provider, String model) -> "model:" + provider + "/" + model;
            case Everything() -> "everything";
        };
    }

    /// Whether a budget of this scope adds up such an attempt. An empty team is in no team.
    default boolean covers(String workload, String key, String team, String provider, String model) {
        return switch (this) {
            case OfWorkload(String name) -> name.equals(workload);
            case OfKey(String name) -> name.equals(key);
            case OfTeam(String tag) -> !tag.isEmpty() && tag.equals(team);
            case OfProvider(String name) -> name.equals(provider);
            case OfModel(String ofProvider, String ofModel) -> ofProvider.equals(provider) && ofModel.equals(model);
            case Everything() -> true;
        };
    }

    /// Parses [#reference()].
    ///
    /// @throws IllegalArgumentException when the text is none of the forms
    static Scope parse(String reference) {
        int colon = reference.indexOf(':');
        String kind = colon < 0 ? reference : reference.substring(0, colon);
        String rest = colon < 0 ? "" : reference.substring(colon + 1);
        int slash = rest.indexOf('/');
        if (kind.equals("everything") && colon < 0) {
            return new Everything();
        }
        if (!rest.isEmpty()) {
            switch (kind) {
                case "workload":
                    return new OfWorkload(rest);
                case "key":
                    return new OfKey(rest);
                case "team":
                    return new OfTeam(rest);
                case "provider":
                    return new OfProvider(rest);
                case "model":
                    if (slash > 0 && slash < rest.length() - 1) {
                        return new OfModel(rest.substring(0, slash), rest.substring(slash + 1));
                    }
                    break;
                default:
            }
        }
        throw new IllegalArgumentException(
                "a scope is workload:NAME, key:NAME, team:TAG, provider:NAME, model:PROVIDER/MODEL or everything");
    }
}
