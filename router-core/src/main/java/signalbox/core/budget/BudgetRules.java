package signalbox.core.budget;

import java.time.Instant;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Measure;

/// Every decision about money that the book takes, as pure questions. There is one right set of answers; the interface
/// exists so that the simulation can ask with a wrong one and prove that it notices.
interface BudgetRules {
    BudgetRules STANDARD = new BudgetRules() {};

    /// What is in a call's way at one budget; the least halting first.
    enum Obstacle {
        HALTED,
        TOO_LARGE,
        DOWNGRADE,
        BUSY,
        /// Refusing this call halts the budget.
        AT_CAP
    }

    /// What an attempt takes from a budget of that measure.
    default long asked(Measure measure, Bound bound) {
        return switch (measure) {
            case TOKENS -> bound.tokens();
            case MONEY -> bound.nanos();
            case CALLS -> 1;
        };
    }

    /// What a settled attempt is charged: the actual, in full, also when it is more than was held.
    default long charged(Measure measure, Bound actual, long held) {
        return asked(measure, actual);
    }

    /// Whether `amount` more would keep the budget within its cap.
    default boolean fits(Account account, long amount) {
        return amount <= Sums.minus(account.cap(), account.committed());
    }

    /// Whether `amount` would fit if nothing were in flight.
    default boolean fitsUnheld(Account account, long amount) {
        return amount <= Sums.minus(account.cap(), account.settled());
    }

    /// A model that costs nothing goes on at a money cap, even a halted one; tokens and calls always count.
    default boolean free(Measure measure, long amount) {
        return measure == Measure.MONEY && amount == 0;
    }

    /// What stands in the way of `amount`, or null when nothing does.
    default Obstacle obstacle(Account account, long amount) {
        if (free(account.budget.measure(), amount)) {
            return null;
        }
        if (account.state == BudgetStatus.State.HALTED) {
            return Obstacle.HALTED;
        }
        if (fits(account, amount)) {
            return null;
        }
        return switch (account.budget.atLimit()) {
            // beyond what a long can hold, even a budget that only warns cannot count any more
            case WARN -> Sums.plus(account.committed(), amount) == Long.MAX_VALUE ? Obstacle.TOO_LARGE : null;
            case DOWNGRADE -> Obstacle.DOWNGRADE;
            case HALT -> {
                if (amount > account.cap()) {
                    yield Obstacle.TOO_LARGE;
                }
                yield fitsUnheld(account, amount) ? Obstacle.BUSY : Obstacle.AT_CAP;
            }
        };
    }

    /// How much escrow to move at a time when calls ask for `amount`: about 1 % of the cap and at least four such
    /// calls, at most what the cap leaves.
    default long slice(Account account, long amount) {
        long wanted = Math.max(account.cap() / 100, Sums.times(4, amount));
        long left =
                account.budget.atLimit() == AtLimit.WARN
                        ? Long.MAX_VALUE
                        : Math.max(0, Sums.minus(account.cap(), account.moved));
        return Math.min(wanted, left);
    }

    /// Below how much free escrow the next slice is fetched ahead of need.
    default long lowWater(Account account) {
        return Math.max(account.cap() / 400, Sums.times(2, account.lastAsked));
    }

    /// How much escrow a resting account can give back.
    default long returnable(Account account) {
        return Math.max(0, account.slice());
    }

    /// How much of a recovered escrow a crash left unreported.
    default long unreported(Recovered recovered) {
        return Math.max(0, Sums.minus(recovered.moved(), recovered.spent()));
    }

    /// The window to charge at `now`: the account's own until it ends, then the one `now` falls into; never an earlier
    /// one.
    default WindowSpan span(Account account, Instant now) {
        if (now.isBefore(account.span.end())) {
            return account.span;
        }
        return WindowSpan.at(account.budget.window(), account.budget.zone(), now);
    }
}
