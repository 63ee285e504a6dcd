package signalbox.app.overview;

import java.time.Instant;
import java.time.LocalDate;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.budget.Pace;
import signalbox.core.ledger.Ledger;
import signalbox.core.policy.Window;

/// What today has cost so far, real and practice apart, and how that stands to the cap; for the status bar, the tray
/// and the first card alike.
///
/// @param share thousandths of the cap used by real spend; -1 without a cap
/// @param paceWords empty while it is too early to say or there is no cap
public record Today(long real, long practice, int share, Pace pace, String paceWords) {
    /// Reads it. Blocks on the store: never on the FX thread.
    public static Today read(Router router, Instant now) {
        var money = new Money(router.budgets(), now);
        var zone = money.zone();
        Instant start = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        Instant end = LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        long real = sum(router.ledger(), start, now, false);
        long practice = sum(router.ledger(), start, now, true);
        if (money.cap(Window.DAY).isEmpty()) {
            return new Today(real, practice, -1, new Pace.TooEarly(), "");
        }
        var pace = money.forecast(router.ledger(), Window.DAY, real, start, end, false).pace();
        return new Today(real, practice, money.share(Window.DAY, real), pace, real == 0 ? "" : money.words(pace));
    }

    /// `$41.27 today · on pace`.
    public String words() {
        String spent = Text.of("status.today", real == 0 ? "$0" : Amounts.money(real));
        return paceWords.isEmpty() ? spent : spent + " · " + paceWords;
    }

    /// `Practice $3.10, simulated`; empty when there was none.
    public String practiceWords() {
        return practice == 0 ? "" : Text.of("status.practice", Amounts.money(practice));
    }

    static long sum(Ledger ledger, Instant from, Instant to, boolean practice) {
        return ledger.spend(from, to.plusMillis(1), Ledger.Bucket.ALL, Ledger.Group.NONE).stream()
                .filter(spend -> spend.practice() == practice)
                .mapToLong(Ledger.Spend::costNanos)
                .sum();
    }
}
