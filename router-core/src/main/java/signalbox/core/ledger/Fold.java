package signalbox.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Charge;
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

/// The fold of the journal, growing record by record. Used by one thread.
final class Fold {
    /// Windows kept per budget; older ones are kept only while escrow is open on them.
    static final int WINDOWS_KEPT = 64;

    private final TreeMap<String, TreeMap<Instant, Counter>> counters = new TreeMap<>();
    private final List<Bump> bumps;
    private final List<Halt> halts;
    private final List<String> prices;
    private long sequence;
    private long lastCall;
    private long lastAudit;
    private long policyVersion;
    private String policyText;
    private boolean cleanStop;
    private Optional<Instant> doubtedSince;
    private boolean stopped;

    Fold(LedgerState state) {
        sequence = state.sequence();
        lastCall = state.lastCall();
        lastAudit = state.lastAudit();
        policyVersion = state.policyVersion();
        policyText = state.policyText();
        cleanStop = state.cleanStop();
        stopped = state.sequence() == 0;
        bumps = new ArrayList<>(state.bumps());
        halts = new ArrayList<>(state.halts());
        prices = new ArrayList<>(state.prices());
        doubtedSince = state.doubtedSince();
        for (WindowState window : state.windows()) {
            Counter counter = counter(window.budget(), window.window());
            counter.spent = window.spent();
            counter.moved = window.moved();
        }
    }

    Fold copy() {
        var copy = new Fold(state());
        copy.stopped = stopped;
        return copy;
    }

    void apply(JournalRecord record) {
        sequence++;
        switch (record) {
            case Opened opened -> {
                cleanStop = stopped;
                stopped = false;
            }
            case Closed closed -> stopped = true;
            case CallRecord(CallRow row, List<Charge> charges) -> {
                lastCall = Math.max(lastCall, row.id());
                charges.forEach(this::charge);
            }
            case EscrowMoved(var movements) ->
                    movements.forEach(move -> counter(move.budget(), move.window()).moved += move.amount());
            case Bumped(Bump bump) -> bumped(bump);
            case BumpsWithdrawn(String budget, Instant window) ->
                    bumps.removeIf(bump -> bump.budget().equals(budget) && bump.window().equals(window));
            case Halted(String budget, Instant window, Instant at) -> {
                resumed(budget);
                halts.add(new Halt(budget, window, at));
            }
            case Resumed(String budget, Instant window) -> resumed(budget);
            case PolicyApplied(long version, String text, Ledger.AuditEntry entry) -> {
                policyVersion = version;
                policyText = text;
                audited(entry);
            }
            case PricesChanged(String text, Ledger.AuditEntry entry) -> {
                prices.add(text);
                audited(entry);
            }
            case Audited(Ledger.AuditEntry entry) -> audited(entry);
            case Adjusted adjusted -> {
                adjusted.charges().forEach(this::charge);
                audited(adjusted.entry());
            }
            case ClockDoubted doubted -> doubtedSince = Optional.of(doubted.believed());
            case ClockBelieved believed -> doubtedSince = Optional.empty();
            case Incident incident -> {}
        }
    }

    private void charge(Charge charge) {
        counter(charge.budget(), charge.window()).spent += charge.amount();
    }

    private void bumped(Bump added) {
        bumps.removeIf(bump -> bump.budget().equals(added.budget()) && bump.window().isBefore(added.window()));
        bumps.add(added);
        resumed(added.budget());
    }

    private void resumed(String budget) {
        halts.removeIf(halt -> halt.budget().equals(budget));
    }

    private void audited(Ledger.AuditEntry entry) {
        lastAudit = Math.max(lastAudit, entry.sequence());
    }

    private Counter counter(String budget, Instant window) {
        TreeMap<Instant, Counter> windows = counters.computeIfAbsent(budget, name -> new TreeMap<>());
        Counter counter = windows.computeIfAbsent(window, start -> new Counter());
        if (windows.size() > WINDOWS_KEPT) {
            prune(windows);
        }
        return counter;
    }

    private static void prune(TreeMap<Instant, Counter> windows) {
        var oldest = windows.entrySet().iterator();
        for (int over = windows.size() - WINDOWS_KEPT; over > 0; over--) {
            Counter counter = oldest.next().getValue();
            if (counter.moved == counter.spent) {
                oldest.remove();
            }
        }
    }

    LedgerState state() {
        var windows = new ArrayList<WindowState>();
        counters.forEach((budget, byWindow) ->
                byWindow.forEach((window, counter) ->
                        windows.add(new WindowState(budget, window, counter.spent, counter.moved))));
        return new LedgerState(
                sequence,
                lastCall,
                lastAudit,
                policyVersion,
                policyText,
                cleanStop,
                windows,
                bumps,
                halts,
                prices,
                doubtedSince);
    }

    private static final class Counter {
        private long spent;
        private long moved;
    }
}
