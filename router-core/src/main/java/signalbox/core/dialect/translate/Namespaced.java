package signalbox.core.dialect.translate;

import signalbox.core.dialect.neutral.Json;

/// Tools that Responses clients such as Codex keep in namespaces (those of MCP servers, for one). No other format has
/// namespaces, so a tool goes under its namespace and name joined, and a call of it comes back in two again. Observed
/// with Codex 0.169: `function_call` items name the `namespace` beside the `name`. Pure.
final class Namespaced {
    /// In no name that a client may give a tool; other formats get an alias for it.
    private static final String JOINT = "::";

    private Namespaced() {}

    /// The joined name of a tool or of a call.
    static String name(String namespace, Json named) {
        String name = named.get("name").text();
        return namespace.isEmpty() ? name : namespace + JOINT + name;
    }

    /// Names a call as its client knows the tool.
    static Json.Obj put(Json.Obj call, String name) {
        int joint = name.indexOf(JOINT);
        if (joint <= 0) {
            return call.put("name", name);
        }
        return call.put("namespace", name.substring(0, joint)).put("name", name.substring(joint + JOINT.length()));
    }
}
