package signalbox.core.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.budget.Escrow.Draw;

/// Takes the holds of attempts, and ends each once. Guarded by the book's lock; ending a hold gives it up while the
/// excess of an overrun is moved.
final class Holds {
    private final BudgetRules rules;
    private final Alarm alarm;
    private final Escrow escrow;
    private final Reservations open = new Reservations();

    Holds(BudgetRules rules, Alarm alarm, Escrow escrow) {
        this.rules = rules;
        this.alarm = alarm;
        this.escrow = escrow;
    }

    /// What an attempt would take from each account.
    List<Draw> asked(List<Account> accounts, Bound bound) {
        return accounts.stream()
                .map(account -> new Draw(account, rules.asked(account.budget.measure(), bound)))
                .toList();
    }

    /// Takes what fits and is covered.
    Reservation take(BudgetBook book, Bound bound, List<Draw> draws, long call, Subject subject, Instant now) {
        for (Draw draw : draws) {
            draw.account().take(draw.amount());
            alarm.rose(draw.account(), now);
            escrow.prefetch(draw.account());
        }
        var reservation = new Reservation(book, bound, draws, call, subject, now);
        open.began(reservation);
        return reservation;
    }

    Reservations open() {
        return open;
    }

    /// Charges what was used and gives the hold back; a hold that has ended stays as it ended.
    ///
    /// @param actual null when the attempt was certainly not billed
    Settlement end(Reservation reservation, Bound actual, Instant now) {
        if (reservation.settlement == null) {
            reservation.settlement = actual == null ? Settlement.RELEASED : charge(reservation, actual);
            open.ended(reservation);
            putBack(reservation, actual, now);
        }
        return reservation.settlement;
    }

    private Settlement charge(Reservation reservation, Bound actual) {
        var charges = new ArrayList<Charge>();
        boolean overrun = false;
        for (Draw draw : reservation.draws) {
            Account account = draw.account();
            long used = rules.charged(account.budget.measure(), actual, draw.amount());
            overrun |= used > draw.amount();
            if (used > 0) {
                charges.add(new Charge(account.budget.name(), account.span.start(), used));
            }
        }
        return new Settlement(charges, overrun);
    }

    private void putBack(Reservation reservation, Bound actual, Instant now) {
        for (Draw draw : reservation.draws) {
            Account account = draw.account();
            long used = actual == null ? 0 : rules.charged(account.budget.measure(), actual, draw.amount());
            account.putBack(draw.amount(), used);
            if (used > draw.amount()) {
                alarm.rose(account, now);
            } else {
                alarm.fell(account);
            }
        }
        // only once every counter is right: covering gives the lock up
        for (Draw draw : reservation.draws) {
            escrow.cover(draw.account());
            escrow.rest(draw.account());
        }
    }
}
