package signalbox.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import signalbox.app.text.Amounts;
import signalbox.app.text.OutcomeWords;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.Ledger.ArmOutcome;

/// Outcomes of experiments as lines for people, from their JSON: the figures and the words of the *Routes* screen.
/// Pure.
final class ExperimentsText {
    private static final List<String> COLUMNS = List.of("arm", "calls", "failed", "p50", "p95", "cost", "each");

    private ExperimentsText() {}

    static String of(String json) throws IOException {
        var report = (Map<?, ?>) Json.read(json);
        var experiments = (List<?>) report.get("experiments");
        if (experiments.isEmpty()) {
            return "No route has an experiment.\n";
        }
        var text = new StringBuilder("Since %s\n".formatted(report.get("from")));
        for (Object item : experiments) {
            var experiment = (Map<?, ?>) item;
            text.append("Experiment %s of route %s\n".formatted(experiment.get("name"), experiment.get("route")));
            List<ArmOutcome> arms = ((List<?>) experiment.get("arms")).stream().map(ExperimentsText::arm).toList();
            if (!arms.isEmpty()) {
                table(text, arms);
            }
            OutcomeWords.of(arms).forEach(sentence -> text.append("  ").append(sentence).append('\n'));
        }
        return text.toString();
    }

    private static ArmOutcome arm(Object item) {
        var arm = (Map<?, ?>) item;
        return new ArmOutcome(
                (String) arm.get("arm"),
                (long) arm.get("calls"),
                (long) arm.get("refused"),
                (long) arm.get("failed"),
                (long) arm.get("tokens"),
                (long) arm.get("cost_nanos"),
                (long) arm.get("p50_ms"),
                (long) arm.get("p95_ms"));
    }

    private static void table(StringBuilder text, List<ArmOutcome> arms) {
        var rows = new ArrayList<List<String>>();
        rows.add(COLUMNS.stream().map(column -> Text.of("routes.outcome.column." + column)).toList());
        arms.forEach(arm -> rows.add(cells(arm)));
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(1);
                text.append(("  %" + (column == 0 ? "-" : "") + width + "s").formatted(row.get(column)));
            }
            text.append('\n');
        }
    }

    private static List<String> cells(ArmOutcome arm) {
        boolean answered = arm.millisP95() > 0;
        return Stream.of(
                        arm.arm(),
                        Amounts.count(arm.calls()),
                        Amounts.count(arm.failed()),
                        answered ? Times.latency(Duration.ofMillis(arm.millisP50())) : Amounts.NOTHING,
                        answered ? Times.latency(Duration.ofMillis(arm.millisP95())) : Amounts.NOTHING,
                        Amounts.money(arm.costNanos()),
                        Amounts.money(OutcomeWords.eachNanos(arm)))
                .toList();
    }
}
