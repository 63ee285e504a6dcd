package signalbox.core.policyfile;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import signalbox.core.policy.Conduct;
import signalbox.core.policy.Failover;
import signalbox.core.policy.LatencyClass;
import signalbox.core.policy.Mode;
import signalbox.core.policy.OnDisconnect;
import signalbox.core.policy.PromptCache;
import signalbox.core.policy.Storage;
import signalbox.core.policy.Tripwire;

/// The fields of a workload that make up its [Conduct].
final class ConductFields {
    static final String[] NAMES = {
        "latency", "mode", "failover", "on-disconnect", "tripwire", "cache", "keep-bodies", "prompt-cache"
    };

    private ConductFields() {}

    static Conduct read(Fields fields) {
        return new Conduct(
                fields.word("latency", LatencyClass.class, LatencyClass.INTERACTIVE),
                fields.word("mode", Mode.class, Mode.ENFORCE),
                failover(fields.get("failover")),
                fields.word("on-disconnect", OnDisconnect.class, OnDisconnect.ABORT),
                tripwire(fields.get("tripwire")),
                new Storage(
                        fields.parsed("cache", Durations::parse, Duration.ZERO),
                        fields.parsed("keep-bodies", Durations::parse, Duration.ZERO)),
                fields.word("prompt-cache", PromptCache.class, PromptCache.AUTO));
    }

    private static Failover failover(YamlNode node) {
        if (node == null) {
            return Failover.DEFAULT;
        }
        var fields = new Fields(node.fields("refused-content", "dearer-class"));
        return new Failover(fields.truth("refused-content", false), fields.truth("dearer-class", false));
    }

    private static Tripwire tripwire(YamlNode node) {
        if (node == null) {
            return Tripwire.DEFAULT;
        }
        SequencedMap<String, Tripwire.Action> actions = new LinkedHashMap<>();
        SequencedMap<String, String> patterns = new LinkedHashMap<>();
        Tripwire.Action otherwise = Tripwire.Action.FLAG;
        for (var entry : node.entries().entrySet()) {
            YamlNode value = entry.getValue();
            switch (entry.getKey()) {
                case "patterns" -> value.entries().forEach((name, pattern) -> patterns.put(name, pattern.text("")));
                case "otherwise" -> otherwise = action(value);
                default -> actions.put(entry.getKey(), action(value));
            }
        }
        return new Tripwire(actions, patterns, otherwise);
    }

    private static Tripwire.Action action(YamlNode node) {
        return node.parsed(text -> Words.parse(Tripwire.Action.class, text), Tripwire.Action.FLAG);
    }

    /// Every field as its YAML value, by name.
    static Map<String, String> write(Conduct conduct) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("latency", Words.of(conduct.latency()));
        fields.put("mode", Words.of(conduct.mode()));
        fields.put(
                "failover",
                "{refused-content: "
                        + conduct.failover().onRefusedContent()
                        + ", dearer-class: "
                        + conduct.failover().dearerClass()
                        + "}");
        fields.put("on-disconnect", Words.of(conduct.onDisconnect()));
        fields.put("tripwire", write(conduct.tripwire()));
        fields.put("cache", Durations.of(conduct.storage().cache()));
        fields.put("keep-bodies", Durations.of(conduct.storage().bodies()));
        fields.put("prompt-cache", Words.of(conduct.promptCache()));
        return fields;
    }

    private static String write(Tripwire tripwire) {
        var words = new LinkedHashMap<String, String>();
        tripwire.actions().forEach((name, action) -> words.put(PolicyWriter.scalar(name), Words.of(action)));
        words.put("otherwise", Words.of(tripwire.otherwise()));
        if (!tripwire.patterns().isEmpty()) {
            words.put(
                    "patterns",
                    tripwire.patterns().entrySet().stream()
                            .map(entry ->
                                    PolicyWriter.scalar(entry.getKey()) + ": " + PolicyWriter.scalar(entry.getValue()))
                            .collect(Collectors.joining(", ", "{", "}")));
        }
        return words.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
