package signalbox.core.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import signalbox.core.policy.Count;

/// What the practice provider says: a plain statement that it is simulated, what it was sent, and some news from a
/// signal box. The same seed says the same.
final class PracticeText {
    static final String OPENING = "Simulated answer from the practice provider: ";

    private static final int MAX_SENTENCES = 14;
    private static final int LARGE_FACTOR = 2;

    /// A word with the space before it, in parts of at most eight characters: about four characters a token.
    private static final Pattern TOKEN = Pattern.compile("\\s?\\S{1,8}|\\s");

    private static final List<String> NEWS =
            List.of(
                    "The 07:42 to Ashby is held at the outer home until platform two clears.",
                    "Lever 14 will not move while the crossing gates are open, and that is the whole point of lever"
                            + " 14.",
                    "Three freight trains want the single line; one token exists, so one train goes.",
                    "The bell code for an express is four beats, and the kettle has its own.",
                    "A distant signal at caution asks a driver to be ready, not to be afraid.",
                    "Every movement stands in the train register with its time, including the ones nobody asked about.",
                    "The down loop is free again and the coal train takes it without complaint.",
                    "Fog came in at dusk, so the detonators went out and the timetable went home.",
                    "Two routes were requested at once; the interlocking granted the one that could not hurt anybody.",
                    "The relief signalman arrived early and was asked whether anything was wrong.",
                    "Points 22 are detected normal, locked and dull, as points should be.",
                    "A special with an inspection saloon passed at walking pace and found a daisy.",
                    "The block instrument says line clear, and the signalman believes it because it cannot say so by"
                            + " itself.",
                    "Budget for lamp oil: spent a third, with two thirds of the month to go.",
                    "The slow line is called slow because of what runs on it, not because of how it is run.",
                    "An engine driver asked for a short cut; there is none, there are only junctions.",
                    "The last train left on time, which was noted with some surprise and one underline.",
                    "When a track circuit fails it shows occupied: a wrong answer on the safe side.",
                    "Nobody has ever been thanked for a train that was not wrecked, and yet the book is full of them.",
                    "The plan for tonight has four trains, two engineers and a heron on the up siding.",
                    "Somebody polished the brass of lever 3; it works no better and everybody pulls it first.",
                    "A ballast train may wait; a parcel may wait a little; a promise should not wait at all.",
                    "The wire to the north box is noisy, so messages are repeated back word for word.",
                    "By the clock on the shelf it is always a quarter past something that matters.");

    private PracticeText() {}

    /// The answer's text, 3 to 14 sentences after the opening, twice as many from a large model.
    static String of(PracticeRequest request, int choice) {
        var random = new SplittableRandom(request.seed() + choice * 0x9e3779b97f4a7c15L);
        var text =
                new StringBuilder(OPENING)
                        .append("no model was asked and no money was spent. You sent ")
                        .append(Count.of(request.messages(), "message"))
                        .append(", about ")
                        .append(Count.of(request.inputTokens(), "token"))
                        .append('.');
        // the product of two draws makes short answers common and long ones rare, as in life
        int sentences = 2 + random.nextInt(1, 5) * random.nextInt(1, MAX_SENTENCES / 4 + 1);
        if (request.model().startsWith("practice-large")) {
            sentences *= LARGE_FACTOR;
        }
        int next = random.nextInt(NEWS.size());
        for (int i = 0; i < sentences; i++) {
            text.append(i > 0 && i % 5 == 0 ? "\n\n" : " ").append(NEWS.get(next));
            next = (next + 1 + random.nextInt(NEWS.size() - 1)) % NEWS.size();
        }
        return request.json() ? "{\"simulated\":true,\"answer\":\"" + escaped(text) + "\"}" : text.toString();
    }

    private static String escaped(StringBuilder text) {
        return text.toString().replace("\n", "\\n");
    }

    /// Cuts a text into its tokens; joined they are the text again.
    static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
