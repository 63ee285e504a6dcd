package signalbox.core.pii;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/// An operator's own pattern. RE2 syntax: no look-around, no back references, and time linear in the text.
///
/// @param name the kind of what it finds
final class OwnPattern {
    private static final int LONGEST = 500;

    private final String name;
    private final Pattern pattern;

    /// @throws IllegalArgumentException with a sentence when [#problem] finds one
    OwnPattern(String name, String expression) {
        String problem = problem(expression);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        this.name = name;
        this.pattern = Pattern.compile(expression);
    }

    /// What is wrong with an expression, as a sentence; empty when nothing is.
    static String problem(String expression) {
        if (expression.isEmpty() || expression.length() > LONGEST) {
            return "A pattern has 1 to " + LONGEST + " characters.";
        }
        try {
            return Pattern.compile(expression).matcher("").find() ? "The pattern matches nothing at all." : "";
        } catch (PatternSyntaxException e) {
            return "The pattern is no RE2 expression: "
                    + e.getDescription()
                    + ". Look-around and back references do not exist there.";
        }
    }

    void find(Text text, List<Finding> found) {
        var matcher = pattern.matcher(text.part(text.from(), text.to()));
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                found.add(new Finding(name, name, text.from() + matcher.start(), text.from() + matcher.end()));
            }
        }
    }
}
