package signalbox.core.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import signalbox.core.budget.Admission.Refused;
import signalbox.core.budget.BudgetRules.Obstacle;
import signalbox.core.budget.Escrow.Draw;
import signalbox.core.policy.AtLimit;

/// What stands in a call's way, and what its refusal does to the budget. Guarded by the book's lock.
final class Obstacles {
    /// When to try again after [Admission.Kind#BUSY].
    private static final Duration SOON = Duration.ofSeconds(1);

    private final BudgetRules rules;
    private final Alarm alarm;

    Obstacles(BudgetRules rules, Alarm alarm) {
        this.rules = rules;
        this.alarm = alarm;
    }

    record Found(Obstacle obstacle, Draw draw) {}

    /// The least halting obstacle, or null when nothing is in the way.
    Found least(List<Draw> draws) {
        Draw at = null;
        Obstacle least = null;
        for (Draw draw : draws) {
            Obstacle obstacle = rules.obstacle(draw.account(), draw.amount());
            if (obstacle != null && (least == null || obstacle.compareTo(least) < 0)) {
                least = obstacle;
                at = draw;
            }
        }
        return least == null ? null : new Found(least, at);
    }

    Refused refuse(Found found, long call, Subject subject, Instant now) {
        Account account = found.draw().account();
        long asked = found.draw().amount();
        account.refuse(call, asked);
        boolean soon = found.obstacle() == Obstacle.BUSY;
        Admission.Kind kind =
                switch (found.obstacle()) {
                    case TOO_LARGE -> Admission.Kind.TOO_LARGE;
                    case BUSY -> Admission.Kind.BUSY;
                    case HALTED -> Admission.Kind.HALTED;
                    case AT_CAP -> {
                        alarm.halt(account, subject.workload(), now);
                        yield Admission.Kind.HALTED;
                    }
                    case DOWNGRADE -> {
                        soon = rules.fitsUnheld(account, asked);
                        if (!soon) {
                            alarm.downgrade(account, now);
                        }
                        yield Admission.Kind.DOWNGRADE;
                    }
                };
        Instant retryAt = soon ? now.plus(SOON) : account.span.end();
        return new Refused(account.status(), asked, kind, retryAt);
    }

    /// A plan went on without asking, because it saw that this much would not fit.
    void passedOver(Account account, long amount, Instant now) {
        account.refuse(0, amount);
        if (!rules.fitsUnheld(account, amount)) {
            alarm.downgrade(account, now);
        }
    }

    /// What would still fit all of the accounts.
    static Bound room(List<Account> accounts) {
        long tokens = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (Account account : accounts) {
            long room = room(account);
            switch (account.budget.measure()) {
                case TOKENS -> tokens = Math.min(tokens, room);
                case MONEY -> nanos = Math.min(nanos, room);
                case CALLS -> {
                    tokens = room > 0 ? tokens : 0;
                    nanos = room > 0 ? nanos : 0;
                }
            }
        }
        return new Bound(tokens, nanos);
    }

    private static long room(Account account) {
        if (account.state == BudgetStatus.State.HALTED) {
            return 0;
        }
        boolean limits = account.budget.atLimit() != AtLimit.WARN;
        return limits ? Math.max(0, Sums.minus(account.cap(), account.committed())) : Long.MAX_VALUE;
    }
}
