package signalbox.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import signalbox.core.policy.Count;
import signalbox.core.price.PriceCsv;
import signalbox.core.price.PriceDiff;
import signalbox.core.price.PriceProposal;
import signalbox.core.price.PriceRecord;
import signalbox.core.price.Usd;

/// A change of prices as the audit trail tells it. Pure.
///
/// @param before the records before, as a price table; only the first of many
/// @param after the records after, likewise
record PriceWords(String sentence, String before, String after) {
    static PriceWords of(PriceProposal proposal, int most) {
        PriceDiff diff = proposal.diff();
        var before = new ArrayList<>(diff.removed());
        diff.changed().forEach(change -> before.add(change.before()));
        var after = new ArrayList<>(diff.added());
        diff.changed().forEach(change -> after.add(change.after()));
        return new PriceWords(sentence(proposal), table(before, most), table(after, most));
    }

    private static String sentence(PriceProposal proposal) {
        var change = proposal.change();
        if (!change.undoes().isEmpty()) {
            return "Undid price change " + change.undoes().getFirst();
        }
        if (!change.ends().isEmpty()) {
            return "Ended the price "
                    + change.ends().entrySet().stream()
                            .map(end -> end.getKey() + " at " + end.getValue())
                            .collect(Collectors.joining(", "));
        }
        if (change.put().size() == 1) {
            var price = change.put().getFirst();
            return "Set the price of " + price.vendor() + "/" + price.model() + " from " + price.from();
        }
        return "Imported prices: "
                + proposal.diff().added().size()
                + " added, "
                + proposal.diff().changed().size()
                + " changed";
    }

    static String repriced(Repricing preview) {
        return "Re-priced "
                + Count.of(preview.attempts().size(), "attempt")
                + " from "
                + preview.from()
                + " to "
                + preview.to()
                + ": "
                + dollars(preview.addedNanos());
    }

    /// A line a model.
    static String models(Repricing preview) {
        var text = new StringBuilder();
        for (var model : preview.models()) {
            text.append(model.provider() + "/" + model.model() + ": " + Count.of(model.attempts(), "attempt") + ", ");
            text.append(dollars(model.after() - model.before()) + "\n");
        }
        return text.toString();
    }

    private static String dollars(long nanos) {
        return (nanos < 0 ? "-$" : "+$") + Usd.plain(Math.abs(nanos), 9);
    }

    private static String table(List<PriceRecord> records, int most) {
        if (records.isEmpty()) {
            return "";
        }
        String table = PriceCsv.write(records.subList(0, Math.min(most, records.size())));
        return records.size() <= most ? table : table + "# and " + (records.size() - most) + " more\n";
    }
}
