package signalbox.core.dialect.translate;

import signalbox.core.dialect.neutral.Conversation.ReasoningWish;

/// Efforts in words and in tokens. The figures are ours: no provider says what its words mean.
final class Efforts {
    private static final int LOW = 2_048;
    private static final int MEDIUM = 8_192;
    private static final int HIGH = 16_384;
    private static final int MOST = 32_000;

    private Efforts() {}

    /// `low`, `medium` or `high`, which every reasoning model knows.
    static String word(ReasoningWish wish) {
        return switch (wish.effort()) {
            case "minimal", "low" -> "low";
            case "medium" -> "medium";
            case "high", "xhigh", "max" -> "high";
            default -> wish.budget() < 0 ? "medium" : word(wish.budget());
        };
    }

    private static String word(long budget) {
        if (budget <= LOW) {
            return "low";
        }
        return budget <= MEDIUM ? "medium" : "high";
    }

    /// Tokens to think with.
    static int tokens(ReasoningWish wish) {
        if (wish.budget() > 0) {
            return (int) Math.min(wish.budget(), Integer.MAX_VALUE);
        }
        return switch (wish.effort()) {
            case "minimal" -> LOW / 2;
            case "low" -> LOW;
            case "high" -> HIGH;
            case "xhigh", "max" -> MOST;
            default -> MEDIUM;
        };
    }
}
