package signalbox.core;

import java.util.List;
import java.util.Optional;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.policy.Counter;
import signalbox.core.price.PriceHistory;
import signalbox.core.price.PriceRecord;

/// How an attempt's list price came about: counters × rates, with the records they stand in. Immutable.
///
/// @param lines the working; empty when nothing was billed or the price was not known
/// @param records the records used, as they were then, by the ids in the row; the operator's own rates and what a
///   provider reported have none
/// @param exact whether the lines, rounded up once, are the row's list price to the nano-dollar
/// @param note why not, or what the amount is instead; empty when the lines say it all
public record AttemptMoney(AttemptRow row, List<Line> lines, List<PriceRecord> records, boolean exact, String note) {
    public AttemptMoney {
        lines = List.copyOf(lines);
        records = List.copyOf(records);
    }

    /// @param rate pico-dollars per unit
    /// @param pico units × rate
    public record Line(Counter counter, long units, long rate, long pico) {}

    static AttemptMoney of(AttemptRow row, PriceHistory history) {
        return switch (row.priceIds()) {
            case "" -> plain(row, unpriced(row));
            case "reported" -> plain(row, "the provider reported what it billed");
            default -> worked(row, history);
        };
    }

    private static String unpriced(AttemptRow row) {
        if (row.listNanos() == 0) {
            return "nothing was billed";
        }
        return switch (row.provenance()) {
            case HELD -> "what it used is unknown, so its whole hold stays charged";
            default -> "no price was known, so its whole hold stays charged";
        };
    }

    private static AttemptMoney plain(AttemptRow row, String note) {
        return new AttemptMoney(row, List.of(), List.of(), false, note);
    }

    private static AttemptMoney worked(AttemptRow row, PriceHistory history) {
        var records = List.of(row.priceIds().split(",")).stream().map(history::find).flatMap(Optional::stream).toList();
        var cost = history.working(row.priceIds(), row.usage());
        if (cost.isEmpty()) {
            return new AttemptMoney(row, List.of(), records, false, "the price record is no longer known here");
        }
        var lines =
                cost.get().lines().stream()
                        .map(line ->
                                new Line(
                                        line.counter(),
                                        line.units(),
                                        line.picoPerUnit(),
                                        line.units() * line.picoPerUnit()))
                        .toList();
        boolean exact = cost.get().nanos() == row.listNanos();
        return new AttemptMoney(row, lines, records, exact, exact ? "" : difference(row));
    }

    private static String difference(AttemptRow row) {
        return switch (row.provenance()) {
            case ESTIMATED -> "the estimate was limited to what was held";
            default -> "the record does not give the amount charged; the table it came from was replaced";
        };
    }
}
