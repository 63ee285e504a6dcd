package signalbox.app.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import signalbox.app.text.Amounts;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;

/// What the filter field says: words such as `workload:etl status:refused cost:>0.10 slow:>2`, all of which must hold.
/// A word without a colon is looked for in names, models and the call id. Pure.
///
/// @param unknown words that mean nothing, to be said below the field
record RequestFilter(Predicate<CallRow> holds, List<String> unknown) {
    private static final Pattern BOUND = Pattern.compile("([<>])(.+)");

    static RequestFilter parse(String text) {
        Predicate<CallRow> holds = row -> true;
        var unknown = new ArrayList<String>();
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (word.isEmpty()) {
                continue;
            }
            var one = word(word);
            if (one == null) {
                unknown.add(word);
            } else {
                holds = holds.and(one);
            }
        }
        return new RequestFilter(holds, List.copyOf(unknown));
    }

    private static Predicate<CallRow> word(String word) {
        int colon = word.indexOf(':');
        if (colon < 1) {
            return row -> anywhere(row, word);
        }
        String value = word.substring(colon + 1);
        return switch (word.substring(0, colon)) {
            case "workload" -> row -> row.workload().contains(value);
            case "key" -> row -> row.key().contains(value);
            case "provider" -> row -> row.provider().contains(value);
            case "model" -> row -> row.model().contains(value) || row.askedModel().contains(value);
            case "status" -> status(value);
            case "code" -> row -> row.code().contains(value);
            case "practice" -> row -> row.practice() == value.startsWith("y");
            case "cost" -> cost(value);
            case "slow" -> slow(value);
            default -> null;
        };
    }

    private static Predicate<CallRow> status(String value) {
        for (CallRow.Outcome outcome : CallRow.Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).startsWith(value)) {
                return row -> row.outcome() == outcome;
            }
        }
        return value.matches("[1-5][0-9]{2}") ? row -> row.httpStatus() == Integer.parseInt(value) : null;
    }

    private static Predicate<CallRow> cost(String value) {
        var match = BOUND.matcher(value);
        if (!match.matches()) {
            return null;
        }
        boolean above = match.group(1).equals(">");
        return Amounts.parse(match.group(2))
                .<Predicate<CallRow>>map(nanos -> row -> above ? row.costNanos() > nanos : row.costNanos() < nanos)
                .orElse(null);
    }

    /// `slow:>2` and `slow:>2s` are seconds, `slow:>300ms` milliseconds.
    private static Predicate<CallRow> slow(String value) {
        var match = Pattern.compile(">([0-9]{1,6})(s|ms)?").matcher(value);
        if (!match.matches()) {
            return null;
        }
        long millis = Long.parseLong(match.group(1)) * ("ms".equals(match.group(2)) ? 1 : 1_000);
        return row -> row.total().toMillis() > millis;
    }

    private static boolean anywhere(CallRow row, String word) {
        return row.workload().contains(word)
                || row.key().contains(word)
                || row.provider().contains(word)
                || row.model().toLowerCase(Locale.ROOT).contains(word)
                || row.askedModel().toLowerCase(Locale.ROOT).contains(word)
                || row.code().contains(word)
                || CallId.format(row.id()).equals(word);
    }
}
