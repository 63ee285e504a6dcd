package signalbox.app.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// How an amount of a past call came about, as lines for people, from its JSON. Pure.
final class MoneyText {
    private MoneyText() {}

    static void working(StringBuilder text, Map<?, ?> attempt) {
        var lines = (List<?>) attempt.get("money");
        if (lines.isEmpty()) {
            ((Map<?, ?>) attempt.get("usage"))
                    .forEach((counter, units) -> text.append("    %-18s %s\n".formatted(counter, units)));
        }
        for (Object item : lines) {
            var line = (Map<?, ?>) item;
            text.append(
                    "    %-18s %,15d × %s = $%s\n"
                            .formatted(
                                    line.get("counter"),
                                    (Long) line.get("units"),
                                    rate(line),
                                    plain((Long) line.get("pico"), 12)));
        }
        for (Object item : (List<?>) attempt.get("prices")) {
            var price = (Map<?, ?>) item;
            text.append(
                    "    price %s, from %s of %s\n"
                            .formatted(price.get("id"), price.get("source"), price.get("source_date")));
        }
        if (!"".equals(attempt.get("money_note"))) {
            text.append("    ").append(attempt.get("money_note")).append('\n');
        }
    }

    private static String rate(Map<?, ?> line) {
        String counter = (String) line.get("counter");
        long pico = (Long) line.get("pico_per_unit");
        boolean call = counter.endsWith("-calls") || counter.equals("fixed-fee");
        return call ? "$" + plain(pico, 12) + " each" : "$" + plain(pico, 6) + " per million";
    }

    static String plain(long amount, int places) {
        return amount == 0 ? "0" : BigDecimal.valueOf(amount, places).stripTrailingZeros().toPlainString();
    }
}
