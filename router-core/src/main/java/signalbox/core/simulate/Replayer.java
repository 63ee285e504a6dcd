package signalbox.core.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Count;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Usage;
import signalbox.core.simulate.Replay.Difference;
import signalbox.core.simulate.Replay.Kind;

/// Replays rows, oldest first, under two policies. Not thread-safe; one instance a replay.
public final class Replayer {
    public static final int MOST_LISTED = 1000;
    private static final int ROWS_BETWEEN_REPORTS = 256;

    private final Side before;
    private final Side after;
    private final Replay.Progress progress;
    private final List<Difference> differences = new ArrayList<>();
    private long seen;
    private long calls;
    private long moved;
    private long refused;
    private long allowed;
    private long unpriced;
    private long paid;
    private long beforeNanos;
    private long afterNanos;

    private Replayer(Side before, Side after, Replay.Progress progress) {
        this.before = before;
        this.after = after;
        this.progress = progress;
    }

    /// A replay of calls under the policy in force and under a draft.
    public static Replayer between(Policy inForce, Policy draft, PriceBook prices, Replay.Progress progress) {
        return new Replayer(new Side(inForce, prices), new Side(draft, prices), progress);
    }

    /// Takes the rows of `[from, to)` and tells what came of them.
    ///
    /// @throws CancellationException when the progress says to stop
    public Replay over(Ledger ledger, Instant from, Instant to) {
        ledger.export(
                from,
                row -> {
                    if (row.at().isBefore(to)) {
                        add(row);
                    }
                });
        return result();
    }

    /// Takes one row.
    ///
    /// @throws CancellationException when the progress says to stop
    public void add(CallRow row) {
        if (++seen % ROWS_BETWEEN_REPORTS == 0 && !progress.seen(seen)) {
            throw new CancellationException("The replay was stopped after " + Count.of(seen, "call") + ".");
        }
        var facts = row.facts();
        if (facts.isEmpty()) {
            return;
        }
        calls++;
        paid += row.costNanos();
        Usage used = used(row);
        Side.Outcome was = before.of(row.at(), facts.get(), used);
        Side.Outcome would = after.of(row.at(), facts.get(), used);
        unpriced += used.tokens() == 0 ? 1 : 0;
        beforeNanos += was.nanos();
        afterNanos += would.nanos();
        compare(row, was, would);
    }

    /// What the call used where it was answered, else where it got furthest.
    private static Usage used(CallRow row) {
        return row.attempts().reversed().stream()
                .map(AttemptRow::usage)
                .filter(usage -> usage.tokens() > 0)
                .findFirst()
                .orElse(Usage.NONE);
    }

    private void compare(CallRow row, Side.Outcome was, Side.Outcome would) {
        if (was.target().equals(would.target())) {
            return;
        }
        Kind kind = would.refused() ? Kind.REFUSED : was.refused() ? Kind.ALLOWED : Kind.MOVED;
        switch (kind) {
            case MOVED -> moved++;
            case REFUSED -> refused++;
            case ALLOWED -> allowed++;
        }
        if (differences.size() < MOST_LISTED) {
            differences.add(
                    new Difference(
                            row.id(),
                            row.at(),
                            row.workload(),
                            kind,
                            was.target(),
                            would.target(),
                            was.nanos(),
                            would.nanos(),
                            would.why()));
        }
    }

    public Replay result() {
        return new Replay(
                calls, seen - calls, moved, refused, allowed, unpriced, paid, beforeNanos, afterNanos, differences);
    }
}
