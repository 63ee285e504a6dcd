package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Count;
import signalbox.core.policy.Measure;

/// Prices as lines for people, from their JSON. Pure.
final class PricesText {
    private static final int MOST_LINES = 200;

    private PricesText() {}

    static String list(String json) throws IOException {
        var root = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        for (Object price : (List<?>) root.get("prices")) {
            text.append(line((Map<?, ?>) price)).append('\n');
        }
        if (root.containsKey("price_table")) {
            text.append("shipped table of ")
                    .append(root.get("price_table"))
                    .append(", prices at ")
                    .append(root.get("at"))
                    .append("; dollars per million tokens, per thousand calls\n");
        }
        return text.toString();
    }

    static String show(String json) throws IOException {
        var text = new StringBuilder();
        for (Object item : (List<?>) ((Map<?, ?>) Json.read(json)).get("prices")) {
            var price = (Map<?, ?>) item;
            text.append(price.get("id")).append('\n');
            text.append("  holds    ").append(period(price)).append(conditions(price)).append('\n');
            text.append("  rates    ").append(rates(price)).append('\n');
            text.append(
                    "  source   %s of %s (%s)\n"
                            .formatted(price.get("source"), price.get("source_date"), price.get("confidence")));
            if (!"".equals(price.get("note"))) {
                text.append("  note     ").append(price.get("note")).append('\n');
            }
        }
        return text.toString();
    }

    /// What a change does, and whether it was done.
    ///
    /// @param question how to say yes; printed when nothing was applied
    static String proposal(String json, String question) throws IOException {
        var root = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        var added = (List<?>) root.get("added");
        var changed = (List<?>) root.get("changed");
        var removed = (List<?>) root.get("removed");
        limited(text, added, price -> "+ " + line(price));
        limited(text, changed, PricesText::changed);
        limited(text, removed, price -> "- " + line(price));
        limited(text, (List<?>) root.get("left_out"), row -> "left out: " + row.get("row") + ": " + row.get("reason"));
        text.append(
                "%d added, %d changed, %d removed, %s left out.\n"
                        .formatted(
                                added.size(),
                                changed.size(),
                                removed.size(),
                                Count.of(((List<?>) root.get("left_out")).size(), "row")));
        long revision = (Long) root.get("revision");
        if (revision > 0) {
            text.append(
                    "In force as price change %d. Take it back with: signalbox prices undo %d\n"
                            .formatted(revision, revision));
        } else if (added.isEmpty() && changed.isEmpty() && removed.isEmpty()) {
            text.append("The prices say this already; nothing was changed.\n");
        } else {
            text.append("Nothing was changed. ").append(question).append('\n');
        }
        return text.toString();
    }

    static String repricing(String json) throws IOException {
        var root = (Map<?, ?>) Json.read(json);
        var text = new StringBuilder();
        for (Object item : (List<?>) root.get("models")) {
            var model = (Map<?, ?>) item;
            long before = (Long) model.get("before_nanos");
            long after = (Long) model.get("after_nanos");
            text.append(
                    "%s: %s, %s → %s (%s)\n"
                            .formatted(
                                    model.get("target"),
                                    Count.of((long) model.get("attempts"), "attempt"),
                                    dollars(before),
                                    dollars(after),
                                    signed(after - before)));
        }
        ((Map<?, ?>) root.get("skipped"))
                .forEach((reason, count) -> text.append("left as they are: %s, %s\n".formatted(count, reason)));
        text.append(
                "%s of %s from %s to %s differ: %s\n"
                        .formatted(
                                root.get("differing"),
                                Count.of((long) root.get("looked_at"), "attempt"),
                                root.get("from"),
                                root.get("to"),
                                signed((Long) root.get("added_nanos"))));
        if (root.get("applied").equals(true)) {
            text.append("Written into the ledger as corrections.\n");
        } else if ((Long) root.get("differing") > 0) {
            text.append("Nothing was changed. Add --yes to write it into the ledger as corrections.\n");
        }
        return text.toString();
    }

    private interface Line {
        String of(Map<?, ?> item);
    }

    private static void limited(StringBuilder text, List<?> items, Line line) {
        items.stream().limit(MOST_LINES).forEach(item -> text.append(line.of((Map<?, ?>) item)).append('\n'));
        if (items.size() > MOST_LINES) {
            text.append("… and ").append(items.size() - MOST_LINES).append(" more; --json shows all\n");
        }
    }

    private static String changed(Map<?, ?> change) {
        var before = (Map<?, ?>) change.get("before");
        var after = (Map<?, ?>) change.get("after");
        return "~ " + line(after) + "\n  was " + rates(before) + ", " + period(before);
    }

    private static String line(Map<?, ?> price) {
        return "%s/%s%s: %s, %s, %s of %s"
                .formatted(
                        price.get("vendor"),
                        price.get("model"),
                        conditions(price),
                        rates(price),
                        period(price),
                        price.get("source"),
                        price.get("source_date"));
    }

    private static String conditions(Map<?, ?> price) {
        var conditions =
                List.of("tier", "geo", "over", "hours").stream()
                        .map(name -> price.get(name).toString())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
        return conditions.isEmpty() ? "" : " (" + conditions + ")";
    }

    private static String rates(Map<?, ?> price) {
        return ((Map<?, ?>) price.get("rates"))
                .entrySet().stream()
                        .map(rate -> rate.getKey() + " " + rate.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String period(Map<?, ?> price) {
        Object from = price.get("from");
        Object to = price.get("to");
        String start = "".equals(from) ? "so far" : "from " + from;
        return "".equals(to) ? start : start + " to " + to;
    }

    private static String dollars(long nanos) {
        return new Amount(Measure.MONEY, nanos).format();
    }

    private static String signed(long nanos) {
        return (nanos < 0 ? "-$" : "+$") + MoneyText.plain(Math.abs(nanos), 9);
    }
}
