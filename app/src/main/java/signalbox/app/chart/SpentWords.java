package signalbox.app.chart;

import java.util.Locale;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.budget.BudgetStatus;
import signalbox.core.policy.Measure;

/// What a budget has spent of its cap, the same on every screen. What a crash left unreported stands beside, never
/// added: nobody knows yet whether it was spent.
public final class SpentWords {
    private SpentWords() {}

    /// `$5.02 of $6 today`, `$5.02 and $0.42 unreported of $6 today`.
    public static String of(BudgetStatus status) {
        Measure measure = status.budget().measure();
        String spent = Amounts.units(measure, status.spent());
        String cap = Amounts.units(measure, status.cap());
        String window = Text.of("window.this." + status.budget().window().name().toLowerCase(Locale.ROOT));
        return status.unreported() == 0
                ? Text.of("spent", spent, cap, window)
                : Text.of("spent.unreported", spent, Amounts.units(measure, status.unreported()), cap, window);
    }
}
