package signalbox.app.requests;

import java.util.List;
import signalbox.core.Router;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.price.PriceBook;

/// A call with the working of its price.
///
/// @param bills one for each attempt
record Details(CallRow row, List<Bill> bills) {
    /// @param lines counter × rate as the price book has it for that day; empty when it does not know, or nothing was
    ///   used
    record Bill(AttemptRow attempt, List<PriceBook.Line> lines) {}

    /// Blocks on nothing, but prices are no work for the FX thread.
    static Details of(CallRow row, Router router) {
        return new Details(
                row, row.attempts().stream().map(attempt -> new Bill(attempt, lines(row, attempt, router))).toList());
    }

    private static List<PriceBook.Line> lines(CallRow row, AttemptRow attempt, Router router) {
        Provider provider = router.policy().providers().get(attempt.provider());
        Model model = provider == null ? null : provider.models().get(attempt.model());
        if (model == null) {
            return List.of();
        }
        return router
                .prices()
                .cost(provider.vendor(), model, attempt.usage(), row.at())
                .map(PriceBook.Cost::lines)
                .orElse(List.of())
                .stream()
                .filter(line -> line.units() > 0)
                .toList();
    }
}
