package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.List;
import signalbox.core.budget.Charge;

/// One call as it stands in a block of the database: what questions add up comes first and can be read without the
/// rest, then what it charged, then the whole row as [RowCodec] writes it.
///
/// @param costNanos as the row says, without later corrections
/// @param sequence number of its record in the journal
/// @param bytes what it was read from
/// @param from where in `bytes` it begins
/// @param chargesAt where in `bytes` what it charged begins
/// @param end where in `bytes` it ends
record CallEntry(
        long id,
        RollUps.Place place,
        int outcome,
        long tokens,
        long costNanos,
        long savedNanos,
        long millis,
        long sequence,
        byte[] bytes,
        int from,
        int chargesAt,
        int end) {
    private static final int PRACTICE = 1 << 2;
    private static final int OUTCOME = 3;

    /// @param budget number of the budget's name
    record Posted(int budget, long windowMillis, long amount) {}

    /// Writes an entry without its length.
    static void write(
            RecordWriter out, NameTable names, CallRow row, RollUps.Place place, long sequence, List<Charge> charges) {
        out.unsigned(row.id());
        out.signed(CallId.instant(row.id()).toEpochMilli() - place.atMillis());
        out.unsigned(row.outcome().ordinal() | (place.practice() ? PRACTICE : 0));
        place.write(out);
        out.unsigned(RollUps.tokens(row));
        out.unsigned(row.costNanos());
        out.signed(row.savedNanos());
        out.unsigned(row.total().toMillis());
        out.unsigned(sequence);
        out.unsigned(charges.size());
        for (Charge charge : charges) {
            out.unsigned(names.dimension(charge.budget()));
            out.signed(place.atMillis() - charge.window().toEpochMilli());
            out.signed(charge.amount());
        }
        RowCodec.write(out, row);
    }

    static CallEntry read(byte[] bytes, int from, int end) {
        var in = new RecordReader(null, bytes, from, end);
        long id = in.unsigned();
        long atMillis = CallId.instant(id).toEpochMilli() - in.signed();
        int flags = in.number();
        var place = RollUps.Place.read(in, atMillis, (flags & PRACTICE) != 0);
        return new CallEntry(
                id,
                place,
                flags & OUTCOME,
                in.unsigned(),
                in.unsigned(),
                in.signed(),
                in.unsigned(),
                in.unsigned(),
                bytes,
                from,
                in.at(),
                end);
    }

    long atMillis() {
        return place.atMillis();
    }

    boolean refused() {
        return outcome == CallRow.Outcome.REFUSED.ordinal();
    }

    boolean failed() {
        return outcome == CallRow.Outcome.FAILED.ordinal();
    }

    /// What it charged, without corrections.
    List<Posted> charges() {
        return charges(new RecordReader(null, bytes, chargesAt, end));
    }

    /// The whole row.
    CallRow row(NameTable names) {
        var in = new RecordReader(names, bytes, chargesAt, end);
        charges(in);
        return RowCodec.read(in);
    }

    private List<Posted> charges(RecordReader in) {
        int count = in.count();
        var charges = new ArrayList<Posted>(count);
        for (int i = 0; i < count; i++) {
            charges.add(new Posted(in.number(), atMillis() - in.signed(), in.signed()));
        }
        return charges;
    }
}
