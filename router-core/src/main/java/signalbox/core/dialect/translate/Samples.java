package signalbox.core.dialect.translate;

import signalbox.core.dialect.neutral.Conversation.Sampling;

/// What sampling numbers have in common, whatever the format.
final class Samples {
    private Samples() {}

    /// Notes every number that stands there, as none is carried over.
    static void left(Sampling sampling, Notes notes, String why) {
        left("`temperature`", sampling.temperature(), notes, why);
        left("`top_p`", sampling.topP(), notes, why);
        extras(sampling, notes, why);
    }

    /// Notes what only OpenAI and Gemini have.
    static void extras(Sampling sampling, Notes notes, String why) {
        left("`presence_penalty`", sampling.presencePenalty(), notes, why);
        left("`frequency_penalty`", sampling.frequencyPenalty(), notes, why);
        left("`seed`", sampling.seed(), notes, why);
    }

    static void left(String name, String number, Notes notes, String why) {
        if (!number.isEmpty()) {
            notes.dropped(name, why);
        }
    }

    /// A temperature for a format whose hottest is 1.
    static String toOne(String temperature, Notes notes) {
        if (temperature.isEmpty() || Double.parseDouble(temperature) <= 1) {
            return temperature;
        }
        notes.changed("`temperature` was lowered to 1, the highest of this format");
        return "1";
    }
}
