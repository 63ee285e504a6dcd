package signalbox.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Figures by what and of whom; shows the median of the rounds, and what the product adds to the bare connection.
final class Table {
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
    private final Map<String, Integer> errors = new LinkedHashMap<>();

    void add(String what, Target of, double figure) {
        figures.computeIfAbsent(what, _ -> new LinkedHashMap<>())
                .computeIfAbsent(of.name(), _ -> new ArrayList<>())
                .add(figure);
        System.out.printf("  %-34s %-10s %,.0f%n", what, of.name(), figure);
    }

    void errors(Target of, int count) {
        if (count > 0) {
            errors.merge(of.name(), count, Integer::sum);
        }
    }

    private double median(String what, String of) {
        double[] all =
                figures.get(what).getOrDefault(of, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
        return all.length == 0 ? Double.NaN : (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    /// The table as Markdown.
    String text(List<Target> targets) {
        List<String> names = targets.stream().map(Target::name).toList();
        var text = new StringBuilder("\n| median of the rounds | " + String.join(" | ", names));
        text.append(" | Signalbox adds | ÷ nginx | ÷ Portkey |\n|")
                .append("---|".repeat(names.size() + 4))
                .append('\n');
        for (String what : figures.keySet()) {
            text.append("| ").append(what);
            names.forEach(name -> text.append(" | ").append(number(median(what, name))));
            double ours = median(what, "Signalbox");
            boolean time = what.startsWith("µs") && !what.contains("CPU");
            text.append(" | ").append(time ? number(ours - median(what, "direct")) : "–");
            text.append(" | ").append(ratio(ours / median(what, "nginx")));
            text.append(" | ").append(ratio(ours / median(what, "Portkey"))).append(" |\n");
        }
        text.append(errors.isEmpty() ? "No errors." : "Errors: " + errors);
        return text.append(" Load average at the end: ").append(load()).append('\n').toString();
    }

    private static String number(double figure) {
        return Double.isNaN(figure) ? "–" : "%,.0f".formatted(figure);
    }

    private static String ratio(double ratio) {
        return Double.isFinite(ratio) ? "%.2f".formatted(ratio) : "–";
    }

    /// The machine's load averages over 1, 5 and 15 minutes; other programs count too.
    static String load() {
        try {
            return String.join(" ", Arrays.copyOf(Files.readString(Path.of("/proc/loadavg")).split(" "), 3));
        } catch (IOException e) {
            return "unknown";
        }
    }
}
