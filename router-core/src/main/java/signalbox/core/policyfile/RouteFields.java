package signalbox.core.policyfile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;

/// A route in a policy file: a list of lanes, or fields when it has an experiment. A lane is a target, a list of
/// targets, or fields when it has an order of its own.
final class RouteFields {
    private RouteFields() {}

    static Route read(String name, YamlNode node) {
        if (!node.isMapping()) {
            return new Route(name, lanes(node));
        }
        var fields = new Fields(node.fields("lanes", "experiment"));
        YamlNode lanes = fields.get("lanes");
        if (lanes == null) {
            node.problem("a route needs lanes: a list of targets, as provider/model");
        }
        return new Route(
                name,
                lanes == null ? List.of() : lanes(lanes),
                Optional.ofNullable(fields.get("experiment")).map(RouteFields::experiment));
    }

    private static List<Lane> lanes(YamlNode node) {
        return node.items().stream().map(RouteFields::lane).toList();
    }

    private static Lane lane(YamlNode node) {
        if (!node.isMapping() || node.entries().containsKey("target")) {
            return new Lane(targets(node));
        }
        var fields = new Fields(node.fields("order", "targets"));
        YamlNode targets = fields.get("targets");
        if (targets == null) {
            node.problem("a lane needs targets: a list, as provider/model");
        }
        return new Lane(
                fields.word("order", LaneOrder.class, LaneOrder.LISTED),
                targets == null ? List.of() : targets(targets));
    }

    private static List<Target> targets(YamlNode node) {
        return node.items().stream().map(RouteFields::target).toList();
    }

    private static Target target(YamlNode node) {
        if (!node.isMapping()) {
            return node.parsed(text -> target(text, 1), new Target("", "", 1));
        }
        var fields = new Fields(node.fields("target", "weight"));
        if (!fields.has("target")) {
            node.problem("a weighted target needs target: provider/model");
            return new Target("", "", 1);
        }
        int weight = fields.number("weight", 1);
        return fields.parsed("target", text -> target(text, weight), new Target("", "", 1));
    }

    private static Target target(String text, int weight) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not a target; write provider/model");
        }
        return new Target(text.substring(0, slash), text.substring(slash + 1), weight);
    }

    private static Experiment experiment(YamlNode node) {
        var fields = new Fields(node.fields("name", "arms"));
        if (!fields.has("name") || !fields.has("arms")) {
            node.problem("an experiment needs name and arms");
        }
        YamlNode arms = fields.get("arms");
        return new Experiment(
                fields.text("name", ""),
                arms == null
                        ? List.of()
                        : arms.entries().entrySet().stream()
                                .map(entry -> arm(entry.getKey(), entry.getValue()))
                                .toList());
    }

    private static Experiment.Arm arm(String name, YamlNode node) {
        var fields = new Fields(node.fields("weight", "lane"));
        if (!fields.has("lane")) {
            node.problem("an arm needs lane: the targets that it tries first");
        }
        YamlNode lane = fields.get("lane");
        return new Experiment.Arm(name, fields.number("weight", 1), lane == null ? new Lane(List.of()) : lane(lane));
    }

    /// The lines below the route's name, indented as the writer does.
    static String write(Route route) {
        var out = new StringBuilder();
        if (route.experiment().isEmpty()) {
            lanes(out, "    ", route.lanes());
            return out.toString();
        }
        out.append("    lanes:\n");
        lanes(out, "      ", route.lanes());
        Experiment experiment = route.experiment().get();
        out.append("    experiment:\n      name: ").append(PolicyWriter.scalar(experiment.name())).append('\n');
        out.append("      arms:\n");
        experiment
                .arms()
                .forEach(arm ->
                        out.append("        ")
                                .append(PolicyWriter.scalar(arm.name()))
                                .append(": {weight: ")
                                .append(arm.weight())
                                .append(", lane: ")
                                .append(lane(arm.lane()))
                                .append("}\n"));
        return out.toString();
    }

    private static void lanes(StringBuilder out, String indent, List<Lane> lanes) {
        lanes.forEach(lane -> out.append(indent).append("- ").append(lane(lane)).append('\n'));
    }

    private static String lane(Lane lane) {
        boolean single = lane.targets().size() == 1 && lane.targets().getFirst().weight() == 1;
        String targets =
                single
                        ? target(lane.targets().getFirst())
                        : lane.targets().stream().map(RouteFields::target).collect(Collectors.joining(", ", "[", "]"));
        return lane.order() == LaneOrder.LISTED
                ? targets
                : "{order: " + Words.of(lane.order()) + ", targets: " + targets + "}";
    }

    private static String target(Target target) {
        String name = PolicyWriter.scalar(target.provider() + "/" + target.model());
        return target.weight() == 1 ? name : "{target: " + name + ", weight: " + target.weight() + "}";
    }
}
