package signalbox.app.budgets;

import java.util.OptionalLong;
import signalbox.app.text.Amounts;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Measure;

/// A cap as it is typed, in a unit that is chosen beside it: `$25`, `2M`, `500`. Pure.
final class CapText {
    private CapText() {}

    /// The units of what was typed; empty when it is no amount of that measure.
    static OptionalLong read(Measure measure, String typed) {
        if (measure == Measure.MONEY) {
            return Amounts.parse(typed).map(OptionalLong::of).orElse(OptionalLong.empty());
        }
        String unit = measure == Measure.TOKENS ? " tokens" : " calls";
        try {
            return OptionalLong.of(Amount.parse(typed.replaceAll("\\s*(tokens?|calls?)$", "") + unit).units());
        } catch (IllegalArgumentException noAmount) {
            return OptionalLong.empty();
        }
    }

    /// What [#read] reads back exactly.
    static String write(Measure measure, long units) {
        return measure == Measure.MONEY ? Amounts.exact(units) : Long.toString(units);
    }
}
