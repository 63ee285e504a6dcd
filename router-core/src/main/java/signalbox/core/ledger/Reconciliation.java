package signalbox.core.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// The ledger beside a provider's own figures, per UTC day and model. Immutable.
///
/// Ours is every attempt at that provider in calls that arrived that day, corrections included, practice left out.
/// Models are the same when their names are but for capitals, dots, spaces and a date at the end (`gpt-5.4-mini` and
/// `gpt-5.4-mini-2026-03-05`, `claude-haiku-4-5` and `Claude Haiku 4.5`). Calls around midnight may stand on different
/// days, because providers do not say whether they count a call when it starts or ends.
///
/// @param provider the provider's name in the policy
/// @param lines by day and then by model
/// @param ours sum over the period
/// @param theirs sum over the period
public record Reconciliation(String provider, LocalDate from, LocalDate to, List<Line> lines, Side ours, Side theirs) {
    /// Nano-dollars of a dollar, as a power of ten.
    private static final int NANO = 9;

    public Reconciliation {
        lines = List.copyOf(lines);
    }

    /// What one side counted. Empty where it does not say.
    public record Side(OptionalLong tokens, OptionalLong nanos) {
        static final Side NOTHING = new Side(OptionalLong.of(0), OptionalLong.of(0));
    }

    /// @param model our name of the model where we have one; empty for all models, where the export does not split
    /// @param ours empty when only the provider has such a row
    /// @param theirs empty when only we have such a row
    public record Line(LocalDate day, String model, Optional<Side> ours, Optional<Side> theirs) {
        /// Theirs less ours; empty when a side that is there does not say.
        public OptionalLong tokensOver() {
            return over(theirs.orElse(Side.NOTHING).tokens(), ours.orElse(Side.NOTHING).tokens());
        }

        /// Theirs less ours, in nano-dollars; empty when a side that is there does not say.
        public OptionalLong nanosOver() {
            return over(theirs.orElse(Side.NOTHING).nanos(), ours.orElse(Side.NOTHING).nanos());
        }

        private static OptionalLong over(OptionalLong theirs, OptionalLong ours) {
            return theirs.isPresent() && ours.isPresent()
                    ? OptionalLong.of(theirs.getAsLong() - ours.getAsLong())
                    : OptionalLong.empty();
        }
    }

    /// Compares. Reads every call of the period from the ledger, so it may take seconds; never on the FX thread.
    ///
    /// @param exports one or more exports of that provider, for example its tokens and its costs
    /// @throws IllegalStateException when the ledger cannot be read
    public static Reconciliation of(Ledger ledger, String provider, List<UsageExport> exports) {
        LocalDate from = exports.stream().map(UsageExport::from).min(LocalDate::compareTo).orElseThrow();
        LocalDate to = exports.stream().map(UsageExport::to).max(LocalDate::compareTo).orElseThrow();
        var compared = new TreeMap<Key, Both>();
        var theirs = new Sum();
        Set<String> named = new HashSet<>();
        for (UsageExport export : exports) {
            for (UsageExport.Row row : export.rows()) {
                if (row.tokens().isPresent() || row.dollars().isPresent()) {
                    theirs.add(row);
                    named.add(key(row.model()));
                    both(compared, new Key(row.day(), key(row.model())), row.model()).theirs.add(row);
                }
            }
        }
        var ours = new Sum();
        boolean split = named.isEmpty() || !named.equals(Set.of(""));
        OurAttempts.each(
                ledger,
                provider,
                from,
                to,
                (day, model, tokens, nanos) -> {
                    ours.add(tokens, nanos);
                    if (named.contains("")) {
                        both(compared, new Key(day, ""), "").ours.add(tokens, nanos);
                    }
                    if (split) {
                        Both both = both(compared, new Key(day, key(model)), model);
                        both.model = model;
                        both.ours.add(tokens, nanos);
                    }
                });
        var lines = new ArrayList<Line>();
        compared.forEach((key, both) -> lines.add(both.line(key.day)));
        return new Reconciliation(provider, from, to, lines, ours.side(), theirs.side());
    }

    private static Both both(Map<Key, Both> compared, Key key, String model) {
        return compared.computeIfAbsent(key, unused -> new Both(model));
    }

    /// What two spellings of one model have in common.
    static String key(String model) {
        return model.toLowerCase(Locale.ROOT)
                .replaceAll("[ .]", "-")
                .replaceFirst("-(\\d{4}-\\d{2}-\\d{2}|\\d{8})$", "");
    }

    private record Key(LocalDate day, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byDay = day.compareTo(other.day);
            return byDay != 0 ? byDay : model.compareTo(other.model);
        }
    }

    private static final class Both {
        private String model;
        private final Sum ours = new Sum();
        private final Sum theirs = new Sum();

        private Both(String model) {
            this.model = model;
        }

        private Line line(LocalDate day) {
            return new Line(day, model, ours.some(), theirs.some());
        }
    }

    /// Adds up exactly; money is rounded to nano-dollars at the end.
    private static final class Sum {
        private long tokens;
        private BigDecimal dollars = BigDecimal.ZERO;
        private boolean anyTokens;
        private boolean anyMoney;

        private void add(UsageExport.Row row) {
            anyTokens |= row.tokens().isPresent();
            anyMoney |= row.dollars().isPresent();
            tokens = Math.addExact(tokens, row.tokens().orElse(0));
            dollars = dollars.add(row.dollars().orElse(BigDecimal.ZERO));
        }

        private void add(long moreTokens, long nanos) {
            anyTokens = true;
            anyMoney = true;
            tokens = Math.addExact(tokens, moreTokens);
            dollars = dollars.add(BigDecimal.valueOf(nanos, NANO));
        }

        private Optional<Side> some() {
            return anyTokens || anyMoney ? Optional.of(side()) : Optional.empty();
        }

        private Side side() {
            long nanos = dollars.movePointRight(NANO).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
            return new Side(
                    anyTokens ? OptionalLong.of(tokens) : OptionalLong.empty(),
                    anyMoney ? OptionalLong.of(nanos) : OptionalLong.empty());
        }
    }

    /// The first instant of a day, in UTC.
    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
