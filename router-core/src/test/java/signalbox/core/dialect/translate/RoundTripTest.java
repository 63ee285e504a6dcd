package signalbox.core.dialect.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.neutral.Conversation;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// Generated conversations, carried into each format and from each format into each other, and read back: what the
/// rules of the package say is kept is kept, and what is lost is noted. `-Ddialect.cases` says how many per pair.
class RoundTripTest {
    private static final int CASES = Integer.getInteger("dialect.cases", 400);

    static Stream<GoldenTest.Pair> pairs() {
        return GoldenTest.pairs();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void whatTheNeutralModelSaysIsKeptOrNoted(Wire to) throws Exception {
        int refused = 0;
        for (long seed = 0; seed < CASES; seed++) {
            var generated = new Generated(seed);
            refused += carried(generated.conversation(), to, target(to, generated), new ArrayList<>(), seed) ? 0 : 1;
        }
        assertTrue(refused < CASES / 2, refused + " refused");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatOneFormatSaysIsKeptInAnotherOrNoted(GoldenTest.Pair pair) throws Exception {
        int carried = 0;
        for (long seed = 0; seed < CASES; seed++) {
            var generated = new Generated(seed);
            Conversation said = inFormat(generated.conversation(), pair.from(), generated);
            if (said == null) {
                continue;
            }
            var notes = new ArrayList<String>();
            carried += carried(said, pair.to(), target(pair.to(), generated), notes, seed) ? 1 : 0;
        }
        assertTrue(carried > CASES / 4, carried + " carried");
    }

    /// The conversation as a client of the format would send it; null when it could not.
    private static Conversation inFormat(Conversation conversation, Wire wire, Generated generated) throws Exception {
        try {
            byte[] body =
                    Translation.codec(wire)
                            .writeRequest(
                                    ToolAliases.of(conversation, wire).renamed(conversation),
                                    target(wire, generated),
                                    Recall.NOTHING,
                                    Notes.NONE);
            return Translation.codec(wire).readRequest(GoldenTest.request(body), Notes.NONE);
        } catch (MalformedRequest refused) {
            assertEquals(Untranslatable.CODE, refused.code(), refused.getMessage());
            return null;
        }
    }

    /// @return false when it was refused as untranslatable
    private static boolean carried(Conversation said, Wire to, Target target, List<String> notes, long seed)
            throws Exception {
        Notes noted = (rule, detail) -> notes.add(rule + ": " + detail);
        Conversation renamed = ToolAliases.of(said, to).renamed(said);
        byte[] body;
        try {
            body = Translation.codec(to).writeRequest(renamed, target, Recall.NOTHING, noted);
        } catch (MalformedRequest refused) {
            assertEquals(Untranslatable.CODE, refused.code(), refused.getMessage());
            return false;
        }
        Conversation read = Translation.codec(to).readRequest(GoldenTest.request(body), Notes.NONE);
        assertEquals(
                List.of(),
                Kept.losses(renamed, read, target, notes),
                () -> "seed " + seed + ", " + target.model() + ", notes " + notes);
        return true;
    }

    static Target target(Wire wire, Generated generated) {
        String[] models =
                switch (wire) {
                    case OPENAI_CHAT, OPENAI_RESPONSES -> new String[] {"gpt-4o", "gpt-5.4-mini"};
                    case ANTHROPIC -> new String[] {"claude-3-5-haiku", "claude-haiku-4-5", "claude-opus-4-7"};
                    case GEMINI -> new String[] {"gemini-3-flash", "gemini-2.5-flash"};
                };
        var abilities = EnumSet.allOf(Ability.class);
        if (generated.once(3)) {
            abilities.remove(Ability.REASONING);
        }
        if (generated.once(4)) {
            abilities.remove(Ability.JSON_SCHEMA);
        }
        String vendor = wire == Wire.ANTHROPIC ? "anthropic" : wire == Wire.GEMINI ? "google" : "openai";
        String model = models[generated.below(models.length)];
        int limit = generated.once(2) ? 400 : 8_000;
        return new Target(wire, vendor, model, limit, "max_completion_tokens", abilities);
    }
}
