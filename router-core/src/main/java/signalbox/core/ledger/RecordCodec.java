package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.ledger.JournalRecord.Adjusted;
import signalbox.core.ledger.JournalRecord.Audited;
import signalbox.core.ledger.JournalRecord.Bumped;
import signalbox.core.ledger.JournalRecord.BumpsWithdrawn;
import signalbox.core.ledger.JournalRecord.CallRecord;
import signalbox.core.ledger.JournalRecord.ClockBelieved;
import signalbox.core.ledger.JournalRecord.ClockDoubted;
import signalbox.core.ledger.JournalRecord.Closed;
import signalbox.core.ledger.JournalRecord.EscrowMoved;
import signalbox.core.ledger.JournalRecord.Halted;
import signalbox.core.ledger.JournalRecord.Incident;
import signalbox.core.ledger.JournalRecord.Opened;
import signalbox.core.ledger.JournalRecord.PolicyApplied;
import signalbox.core.ledger.JournalRecord.PricesChanged;
import signalbox.core.ledger.JournalRecord.Resumed;
import signalbox.core.ledger.LedgerState.Halt;
import signalbox.core.ledger.LedgerState.WindowState;

/// Writes journal records and checkpoints. A record is its kind and then its fields; kinds are never reused.
final class RecordCodec {
    private RecordCodec() {}

    static void write(RecordWriter out, JournalRecord record) {
        switch (record) {
            case CallRecord(CallRow row, List<Charge> charges) -> {
                out.unsigned(1);
                RowCodec.write(out, row);
                writeCharges(out, charges);
            }
            case EscrowMoved(List<Movement> movements) -> {
                out.unsigned(2);
                out.unsigned(movements.size());
                movements.forEach(move -> writeAmount(out, move.budget(), move.window(), move.amount()));
            }
            case Bumped(Bump bump) -> {
                out.unsigned(3);
                writeBump(out, bump);
            }
            case BumpsWithdrawn(String budget, Instant window) -> writeWindow(out, 4, budget, window);
            case Halted(String budget, Instant window, Instant at) -> {
                writeWindow(out, 5, budget, window);
                out.instant(at);
            }
            case Resumed(String budget, Instant window) -> writeWindow(out, 6, budget, window);
            case PolicyApplied(long version, String text, Ledger.AuditEntry entry) -> {
                out.unsigned(7);
                out.unsigned(version);
                out.text(text);
                writeEntry(out, entry);
            }
            case Audited(Ledger.AuditEntry entry) -> {
                out.unsigned(8);
                writeEntry(out, entry);
            }
            case Adjusted(
                            Adjusted.Kind kind,
                            long id,
                            int attempt,
                            List<Charge> charges,
                            long nanos,
                            Ledger.AuditEntry entry) -> {
                out.unsigned(13);
                out.unsigned(kind.ordinal());
                out.signed(id);
                out.unsigned(attempt);
                writeCharges(out, charges);
                out.signed(nanos);
                writeEntry(out, entry);
            }
            case PricesChanged(String text, Ledger.AuditEntry entry) -> {
                out.unsigned(20);
                out.text(text);
                writeEntry(out, entry);
            }
            case ClockDoubted(Instant believed, Instant at) -> {
                out.unsigned(23);
                out.instant(believed);
                out.instant(at);
            }
            case ClockBelieved(Instant at) -> {
                out.unsigned(24);
                out.instant(at);
            }
            case Incident(String code, String message, Instant at) -> {
                out.unsigned(10);
                out.name(code);
                out.text(message);
                out.instant(at);
            }
            case Opened(Instant at) -> {
                out.unsigned(11);
                out.instant(at);
            }
            case Closed(Instant at) -> {
                out.unsigned(12);
                out.instant(at);
            }
        }
    }

    static JournalRecord read(RecordReader in) {
        int kind = in.number();
        return switch (kind) {
            case 1 -> new CallRecord(RowCodec.read(in), charges(in));
            case 2 ->
                    new EscrowMoved(
                            list(
                                    in,
                                    () -> {
                                        Place place = place(in);
                                        return new Movement(place.budget, place.window, in.signed());
                                    }));
            case 3 -> new Bumped(bump(in));
            case 4 -> {
                Place place = place(in);
                yield new BumpsWithdrawn(place.budget, place.window);
            }
            case 5 -> {
                Place place = place(in);
                yield new Halted(place.budget, place.window, in.instant());
            }
            case 6 -> {
                Place place = place(in);
                yield new Resumed(place.budget, place.window);
            }
            case 7 -> new PolicyApplied(in.unsigned(), in.text(), entry(in));
            case 8 -> new Audited(entry(in));
            // written before corrections had a kind
            case 9 -> new Adjusted(Adjusted.Kind.CORRECTED, in.signed(), 0, charges(in), in.signed(), entry(in));
            case 10 -> new Incident(in.name(), in.text(), in.instant());
            case 11 -> new Opened(in.instant());
            case 12 -> new Closed(in.instant());
            case 13 ->
                    new Adjusted(
                            Adjusted.Kind.values()[in.number()],
                            in.signed(),
                            in.number(),
                            charges(in),
                            in.signed(),
                            entry(in));
            case 20 -> new PricesChanged(in.text(), entry(in));
            case 23 -> new ClockDoubted(in.instant(), in.instant());
            case 24 -> new ClockBelieved(in.instant());
            default -> throw new NewerRecord(kind);
        };
    }

    static void writeState(RecordWriter out, LedgerState state) {
        out.unsigned(state.sequence());
        out.unsigned(state.lastCall());
        out.unsigned(state.lastAudit());
        out.unsigned(state.policyVersion());
        out.text(state.policyText());
        out.unsigned(state.cleanStop() ? 1 : 0);
        out.unsigned(state.windows().size());
        for (WindowState window : state.windows()) {
            writePlace(out, window.budget(), window.window());
            out.signed(window.spent());
            out.signed(window.moved());
        }
        out.unsigned(state.bumps().size());
        state.bumps().forEach(bump -> writeBump(out, bump));
        out.unsigned(state.halts().size());
        for (Halt halt : state.halts()) {
            writePlace(out, halt.budget(), halt.window());
            out.instant(halt.since());
        }
        out.unsigned(state.prices().size());
        state.prices().forEach(out::text);
        out.unsigned(state.doubtedSince().isPresent() ? 1 : 0);
        state.doubtedSince().ifPresent(out::instant);
    }

    static LedgerState readState(RecordReader in) {
        return new LedgerState(
                in.unsigned(),
                in.unsigned(),
                in.unsigned(),
                in.unsigned(),
                in.text(),
                in.unsigned() == 1,
                list(
                        in,
                        () -> {
                            Place place = place(in);
                            return new WindowState(place.budget, place.window, in.signed(), in.signed());
                        }),
                list(in, () -> bump(in)),
                list(
                        in,
                        () -> {
                            Place place = place(in);
                            return new Halt(place.budget, place.window, in.instant());
                        }),
                // checkpoints of the first journals end here
                in.more() ? list(in, in::text) : List.of(),
                in.more() && in.unsigned() == 1 ? Optional.of(in.instant()) : Optional.empty());
    }

    private static void writeCharges(RecordWriter out, List<Charge> charges) {
        out.unsigned(charges.size());
        for (Charge charge : charges) {
            writeAmount(out, charge.budget(), charge.window(), charge.amount());
        }
    }

    private static List<Charge> charges(RecordReader in) {
        return list(
                in,
                () -> {
                    Place place = place(in);
                    return new Charge(place.budget, place.window, in.signed());
                });
    }

    private static void writeBump(RecordWriter out, Bump bump) {
        writeAmount(out, bump.budget(), bump.window(), bump.amount());
        out.instant(bump.expires());
        out.unsigned(bump.kind().ordinal());
        out.name(bump.actor());
        out.text(bump.reason());
    }

    private static Bump bump(RecordReader in) {
        Place place = place(in);
        long amount = in.signed();
        Instant expires = in.instant();
        Bump.Kind kind = Bump.Kind.values()[in.number()];
        return new Bump(place.budget, amount, place.window, expires, kind, in.name(), in.text());
    }

    private static void writeEntry(RecordWriter out, Ledger.AuditEntry entry) {
        out.unsigned(entry.sequence());
        out.instant(entry.at());
        out.name(entry.actor());
        out.text(entry.change());
        out.text(entry.before());
        out.text(entry.after());
        out.text(entry.reason());
    }

    private static Ledger.AuditEntry entry(RecordReader in) {
        return new Ledger.AuditEntry(
                in.unsigned(), in.instant(), in.name(), in.text(), in.text(), in.text(), in.text());
    }

    private static void writeWindow(RecordWriter out, int kind, String budget, Instant window) {
        out.unsigned(kind);
        writePlace(out, budget, window);
    }

    private static void writeAmount(RecordWriter out, String budget, Instant window, long amount) {
        writePlace(out, budget, window);
        out.signed(amount);
    }

    /// A budget and a window's start occur together again and again, so they are one name.
    private static void writePlace(RecordWriter out, String budget, Instant window) {
        out.name(budget + '\0' + window.getEpochSecond() + (window.getNano() == 0 ? "" : "." + window.getNano()));
    }

    private static Place place(RecordReader in) {
        String name = in.name();
        int separator = name.lastIndexOf('\0');
        int point = name.indexOf('.', separator);
        long seconds = Long.parseLong(name, separator + 1, point < 0 ? name.length() : point, 10);
        int nanos = point < 0 ? 0 : Integer.parseInt(name, point + 1, name.length(), 10);
        return new Place(name.substring(0, separator), Instant.ofEpochSecond(seconds, nanos));
    }

    private static <T> List<T> list(RecordReader in, Supplier<T> each) {
        int count = in.count();
        var list = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            list.add(each.get());
        }
        return list;
    }

    /// A kind that this version does not know: a newer one wrote it.
    static final class NewerRecord extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NewerRecord(int kind) {
            super("its record kind is " + kind);
        }
    }

    private record Place(String budget, Instant window) {}
}
