package signalbox.core.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import signalbox.core.budget.OpenHolds.OpenHold;

/// The reservations that have not ended. Guarded by the book's lock.
final class Reservations {
    private static final Comparator<OpenHold> LARGEST_FIRST =
            Comparator.comparingLong(OpenHold::amount).reversed().thenComparing(OpenHold::since);

    private final List<Reservation> open = new ArrayList<>();

    void began(Reservation reservation) {
        reservation.place = open.size();
        open.add(reservation);
    }

    void ended(Reservation reservation) {
        Reservation last = open.removeLast();
        if (last != reservation) {
            open.set(reservation.place, last);
            last.place = reservation.place;
        }
    }

    /// What they hold on an account; those that hold nothing there are left out.
    List<OpenHold> on(Account account) {
        var found = new ArrayList<OpenHold>();
        for (Reservation reservation : open) {
            for (var draw : reservation.draws) {
                if (draw.account() == account && draw.amount() > 0) {
                    found.add(new OpenHold(reservation.call, reservation.subject, draw.amount(), reservation.since));
                }
            }
        }
        return found;
    }

    static OpenHolds largest(List<OpenHold> holds, int limit) {
        List<OpenHold> sorted = holds.stream().sorted(LARGEST_FIRST).toList();
        List<OpenHold> rest = sorted.subList(Math.min(limit, sorted.size()), sorted.size());
        long restAmount = rest.stream().mapToLong(OpenHold::amount).reduce(0, Sums::plus);
        return new OpenHolds(sorted.subList(0, sorted.size() - rest.size()), rest.size(), restAmount);
    }
}
