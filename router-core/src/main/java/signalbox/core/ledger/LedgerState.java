package signalbox.core.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Recovered;

/// What the journal folds into, at one record. Immutable.
///
/// @param sequence number of the last record folded; the first record has 1
/// @param lastCall largest call id so far, 0 when there was none
/// @param lastAudit sequence of the newest audit entry, 0 when there was none
/// @param policyVersion version of the policy in `policyText`, 0 when none was ever applied
/// @param policyText the policy's file text, empty when none was ever applied
/// @param cleanStop whether the router before this one stopped in order (also when there was none before)
/// @param windows budget counters, by budget and then by window, oldest first; old windows without open escrow are
///   dropped after a while, never the newest
/// @param bumps lifts of the newest window of each budget, in the order they were given
/// @param halts budgets that are halted
/// @param prices every change of prices, oldest first
/// @param doubtedSince the instant that was believed last, while the wall clock is doubted
public record LedgerState(
        long sequence,
        long lastCall,
        long lastAudit,
        long policyVersion,
        String policyText,
        boolean cleanStop,
        List<WindowState> windows,
        List<Bump> bumps,
        List<Halt> halts,
        List<String> prices,
        Optional<Instant> doubtedSince) {
    public static final LedgerState EMPTY =
            new LedgerState(0, 0, 0, 0, "", true, List.of(), List.of(), List.of(), List.of(), Optional.empty());

    public LedgerState {
        windows = List.copyOf(windows);
        bumps = List.copyOf(bumps);
        halts = List.copyOf(halts);
        prices = List.copyOf(prices);
    }

    /// One window of one budget, in the budget's unit.
    ///
    /// @param window start of the window
    /// @param spent sum of the charges
    /// @param moved sum of the movements into and out of escrow
    public record WindowState(String budget, Instant window, long spent, long moved) {
        /// Escrow that was moved and neither settled nor returned. At opening this is what a crash left unreported: it
        /// counts against the cap until it is released.
        public long open() {
            return Math.max(0, moved - spent);
        }
    }

    /// @param window start of the window it halted in
    /// @param since when it halted
    public record Halt(String budget, Instant window, Instant since) {}

    /// What a `BudgetBook` takes up when a router starts: every window with counters, and those that so far were only
    /// lifted or halted.
    public List<Recovered> recovered() {
        Stream<WindowState> untouched =
                Stream.concat(
                                bumps.stream().map(bump -> new WindowState(bump.budget(), bump.window(), 0, 0)),
                                halts.stream().map(halt -> new WindowState(halt.budget(), halt.window(), 0, 0)))
                        .distinct()
                        .filter(state -> window(state.budget(), state.window()).isEmpty());
        return Stream.concat(windows.stream(), untouched).map(this::recovered).toList();
    }

    private Recovered recovered(WindowState state) {
        List<Bump> lifts =
                bumps.stream()
                        .filter(bump -> bump.budget().equals(state.budget()) && bump.window().equals(state.window()))
                        .toList();
        Instant haltedSince =
                halts.stream()
                        .filter(halt -> halt.budget().equals(state.budget()) && halt.window().equals(state.window()))
                        .map(Halt::since)
                        .findFirst()
                        .orElse(null);
        return new Recovered(state.budget(), state.window(), state.spent(), state.moved(), lifts, haltedSince);
    }

    public Optional<WindowState> window(String budget, Instant window) {
        return windows.stream()
                .filter(state -> state.budget().equals(budget) && state.window().equals(window))
                .findFirst();
    }
}
