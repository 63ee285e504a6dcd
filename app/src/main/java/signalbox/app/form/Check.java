package signalbox.app.form;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.policy.Names;

/// Looks at what was typed and says what is wrong with it, as a sentence; empty when all is well. Pure.
@FunctionalInterface
public interface Check extends Function<String, Optional<String>> {
    Check ANYTHING = typed -> Optional.empty();

    /// All of them; the first complaint wins.
    static Check all(Check... checks) {
        return typed -> {
            for (Check check : checks) {
                var complaint = check.apply(typed);
                if (complaint.isPresent()) {
                    return complaint;
                }
            }
            return Optional.empty();
        };
    }

    /// Says the text of `key` unless the predicate holds.
    static Check that(Predicate<String> holds, String key, Object... arguments) {
        return typed -> holds.test(typed) ? Optional.empty() : Optional.of(Text.of(key, arguments));
    }

    static Check required() {
        return that(typed -> !typed.isBlank(), "check.required");
    }

    /// A name as policies allow it.
    static Check name() {
        return all(required(), that(Names::valid, "check.name"));
    }

    static Check money() {
        return that(typed -> Amounts.parse(typed).isPresent(), "check.money");
    }

    /// A whole number between two bounds, both included.
    static Check whole(long least, long most) {
        return that(typed -> wholeWithin(typed, least, most), "check.whole", least, most);
    }

    /// Nothing typed, or what the other check accepts.
    static Check optional(Check check) {
        return typed -> typed.isBlank() ? Optional.empty() : check.apply(typed);
    }

    private static boolean wholeWithin(String typed, long least, long most) {
        String digits = typed.strip().replace(",", "");
        if (!digits.matches("-?[0-9]{1,18}")) {
            return false;
        }
        long value = Long.parseLong(digits);
        return value >= least && value <= most;
    }
}
