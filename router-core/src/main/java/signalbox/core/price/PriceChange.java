package signalbox.core.price;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// One change of the operator's prices: records put on top of the book, records ended, changes undone. What was there
/// before stays known under its id. Immutable.
///
/// @param put the records, in force from their own start on
/// @param ends when records stop to hold, by id; what they covered then holds again
/// @param undoes revisions that do not count any more; undoing an undo brings a revision back
public record PriceChange(List<PriceRecord> put, SequencedMap<String, Instant> ends, List<Long> undoes) {
    private static final String UNDO = "# undo: ";
    private static final String END = "# end: ";

    public PriceChange {
        put = List.copyOf(put);
        ends = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ends));
        undoes = List.copyOf(undoes);
    }

    public static PriceChange put(List<PriceRecord> records) {
        return new PriceChange(records, new LinkedHashMap<>(), List.of());
    }

    public static PriceChange end(String id, Instant at) {
        return new PriceChange(List.of(), new LinkedHashMap<>(Map.of(id, at)), List.of());
    }

    public static PriceChange undo(long revision) {
        return new PriceChange(List.of(), new LinkedHashMap<>(), List.of(revision));
    }

    /// As a text that [#read] reads back: comment lines, then the records as [PriceCsv].
    public String write() {
        var text = new StringBuilder();
        undoes.forEach(revision -> text.append(UNDO).append(revision).append('\n'));
        ends.forEach((id, at) -> text.append(END).append(at).append(' ').append(id).append('\n'));
        return put.isEmpty() ? text.toString() : text.append(PriceCsv.write(put)).toString();
    }

    /// @throws IllegalArgumentException when the text is none that [#write] wrote
    public static PriceChange read(String text) {
        var ends = new LinkedHashMap<String, Instant>();
        var undoes = new ArrayList<Long>();
        boolean table = false;
        for (var line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith(UNDO)) {
                undoes.add(Long.parseLong(line.substring(UNDO.length())));
            } else if (line.startsWith(END)) {
                end(line.substring(END.length()), ends);
            } else {
                table = true;
                break;
            }
        }
        var parsed = table ? PriceCsv.parse(text) : new PriceImport.Result(List.of(), List.of());
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException("a stored price cannot be read: " + parsed.problems().getFirst());
        }
        return new PriceChange(parsed.records(), ends, undoes);
    }

    private static void end(String line, Map<String, Instant> ends) {
        int space = line.indexOf(' ');
        try {
            ends.put(line.substring(space + 1), Instant.parse(line.substring(0, Math.max(0, space))));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the end of a stored price cannot be read: " + line, e);
        }
    }
}
