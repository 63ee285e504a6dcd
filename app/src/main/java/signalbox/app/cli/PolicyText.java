package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;

/// Policy versions, differences and replays as lines for people, from their JSON. Pure.
final class PolicyText {
    private static final int MOST_SHOWN = 20;

    private PolicyText() {}

    static String versions(String json) throws IOException {
        var text = new StringBuilder();
        for (Map<?, ?> version : list(json, "versions")) {
            text.append(
                    "%6s  %s  %s  %s%s\n"
                            .formatted(
                                    version.get("version"),
                                    version.get("at"),
                                    version.get("actor"),
                                    version.get("change"),
                                    version.get("reason").equals("") ? "" : " (" + version.get("reason") + ")"));
        }
        return text.toString();
    }

    /// What an imported policy will not do although it seems to; empty for nothing.
    static String warnings(String json) throws IOException {
        var text = new StringBuilder();
        for (Map<?, ?> warning : list(json, "warnings")) {
            text.append("Warning: %s: %s.\n".formatted(warning.get("path"), warning.get("message")));
        }
        return text.toString();
    }

    static String diff(String json) throws IOException {
        var text = new StringBuilder();
        for (Map<?, ?> change : list(json, "changes")) {
            text.append("%s %s\n".formatted(change.get("kind"), change.get("name")));
            lines(text, "  - ", change.get("before"));
            lines(text, "  + ", change.get("after"));
        }
        if (text.isEmpty()) {
            return "No difference.\n";
        }
        var loosens = (List<?>) ((Map<?, ?>) Json.read(json)).get("loosens");
        text.append(loosens.isEmpty() ? "Nothing is loosened.\n" : "Loosened:\n");
        loosens.forEach(sentence -> text.append("  ").append(sentence).append('\n'));
        return text.toString();
    }

    private static void lines(StringBuilder text, String mark, Object part) {
        part.toString()
                .lines()
                .filter(line -> line.startsWith("    "))
                .forEach(line -> text.append(mark).append(line.strip()).append('\n'));
    }

    static String replay(String json) throws IOException {
        var replay = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        text.append(
                "%s: %s would move, %s would be refused, %s would be served that were refused\n"
                        .formatted(
                                Count.of((long) replay.get("calls"), "call"),
                                replay.get("moved"),
                                replay.get("refused"),
                                replay.get("allowed")));
        text.append(
                "cost as planned: %s now, %s under the draft; truly paid %s\n"
                        .formatted(
                                dollars(replay.get("before_nanos")),
                                dollars(replay.get("after_nanos")),
                                dollars(replay.get("paid_nanos"))));
        if (!replay.get("unknown").equals(0L)) {
            text.append("%s could not be planned again\n".formatted(Count.of((long) replay.get("unknown"), "call")));
        }
        List<Map<?, ?>> differences = list(json, "differences");
        for (Map<?, ?> one : differences.subList(0, Math.min(MOST_SHOWN, differences.size()))) {
            text.append(
                    "  %s %s %s: %s → %s (%s)\n"
                            .formatted(
                                    one.get("id"),
                                    one.get("workload"),
                                    one.get("kind"),
                                    target(one.get("from")),
                                    target(one.get("to")),
                                    one.get("why")));
        }
        if (differences.size() > MOST_SHOWN) {
            text.append("  and %d more; --json lists them\n".formatted(differences.size() - MOST_SHOWN));
        }
        return text.toString();
    }

    private static Object target(Object name) {
        return name.equals("") ? "refused" : name;
    }

    private static String dollars(Object nanos) {
        return new Amount(Measure.MONEY, (Long) nanos).format();
    }

    private static List<Map<?, ?>> list(String json, String field) throws IOException {
        return ((List<?>) ((Map<?, ?>) Json.read(json)).get(field)).stream().<Map<?, ?>>map(Map.class::cast).toList();
    }
}
