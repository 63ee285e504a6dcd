package signalbox.core.dialect.translate;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a model of a known family refuses that its wire format allows (wire.md, traps 1 to 4). Judged by the model's
/// id, with or without a vendor in front; a model of no known family takes everything.
///
/// @param sampling which sampling numbers it takes
/// @param thinking how it is told to think
/// @param prefill whether it goes on with an answer that the request has begun
record ModelTraits(Sampling sampling, Thinking thinking, boolean prefill) {
    enum Sampling {
        ALL,
        /// `temperature` or `top_p`, not both.
        ONE,
        NONE
    }

    enum Thinking {
        /// By a number of tokens.
        BUDGET,
        /// By an effort, the number of tokens being the model's own choice.
        EFFORT
    }

    private record Family(Pattern id, ModelTraits traits) {}

    private static final ModelTraits UNKNOWN = new ModelTraits(Sampling.ALL, Thinking.BUDGET, true);

    private static final List<Family> FAMILIES =
            List.of(
                    family("claude-(instant|v?[12]).*", UNKNOWN),
                    family("claude-3.*", UNKNOWN),
                    family("claude-[a-z]+-4(-\\d{8}.*|-0.*|[-.]1.*|)", UNKNOWN),
                    family("claude-[a-z]+-4[-.]5.*", new ModelTraits(Sampling.ONE, Thinking.BUDGET, true)),
                    family("claude-[a-z]+-4[-.]6.*", new ModelTraits(Sampling.ONE, Thinking.EFFORT, false)),
                    family("claude-.*", new ModelTraits(Sampling.NONE, Thinking.EFFORT, false)),
                    family("(o\\d|gpt-([5-9]|\\d\\d)).*", new ModelTraits(Sampling.NONE, Thinking.EFFORT, true)),
                    family("gemini-([3-9]|\\d\\d).*", new ModelTraits(Sampling.ALL, Thinking.EFFORT, true)));

    private static Family family(String id, ModelTraits traits) {
        return new Family(Pattern.compile(id), traits);
    }

    static ModelTraits of(String model) {
        String id = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return FAMILIES.stream()
                .filter(family -> family.id().matcher(id).matches())
                .map(Family::traits)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
