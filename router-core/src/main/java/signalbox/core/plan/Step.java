package signalbox.core.plan;

/// One line of an explanation: which rule looked at what and what it said.
///
/// @param rule the rule's id, stable and searchable: `interlock.clearance`, `health.breaker`, `route.order`, …
/// @param subject what was looked at: `openai/gpt-5.4-mini`, a budget's name, or the call
/// @param verdict what the rule said
/// @param detail the input and the figures, as a short plain sentence
public record Step(String rule, String subject, Verdict verdict, String detail) {
    public enum Verdict {
        CHOSEN,
        ALLOWED,
        REFUSED,
        NOTED
    }
}
