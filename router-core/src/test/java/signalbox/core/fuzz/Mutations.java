package signalbox.core.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Breaks inputs in the ways that break parsers, the same way for the same seed: bits and bytes, pieces cut, doubled,
/// moved in from elsewhere, and words that matter to the formats at hand.
final class Mutations {
    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ",",
        ":",
        "\\u0000",
        "\\ud800",
        "\\udc00",
        "\\u00e9",
        "null",
        "true",
        "{}",
        "[]",
        "1e9",
        "-1",
        "1e999999999999",
        "1e-999999999999",
        "-0",
        "4294967301",
        "9223372036854775808",
        "0.1e+1",
        "NaN",
        "\u0000",
        "\ufeff",
        "\r",
        "\n",
        "\r\n",
        "\n\n",
        "\r\n\r\n",
        "data:",
        "data: ",
        "event: error\n",
        ": x\n",
        "data: [DONE]\n\n",
        "\"model\":\"x\",",
        "\"max_tokens\":4294967301,",
        "\"error\":{},",
        "\"usage\":{",
        "\"type\":\"error\",",
        "\"index\":-1,",
        "\"index\":99999999999,",
        "\"output_index\":7,",
        "\"choices\":[],",
        "\"text\":\"\",",
        "\"id\":null,",
        "- ",
        "  ",
        "\t",
        "#",
        "&a ",
        "*a",
        "!!java.lang.Object ",
        "<<: ",
        "|",
        ">-",
        "=2+5",
        "\"\"",
        ",,",
        "2026-13-45",
        "//",
        "/*",
    };

    private final List<byte[]> seeds;
    private final Random random;

    Mutations(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    byte[] next() {
        byte[] input = seed().clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            input = once(input);
        }
        return input;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] once(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 8));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input);
            case 1 -> spliced(input, at, to, new byte[0]);
            case 2, 3 -> spliced(input, at, at, word());
            case 4 -> spliced(input, at, to, word());
            case 5 -> spliced(input, at, at, Arrays.copyOfRange(input, at, to));
            case 6 -> spliced(input, at, to, foreign());
            case 7 -> random.nextInt(8) == 0 ? spliced(input, at, at, many()) : flipped(input);
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, at) : spliced(input, at, to, word());
        };
    }

    private byte[] word() {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
    }

    /// Depth and length: one word again and again.
    private byte[] many() {
        return new String(word(), StandardCharsets.UTF_8)
                .repeat(1 + random.nextInt(2_000))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] foreign() {
        byte[] other = seed();
        int from = random.nextInt(other.length);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + random.nextInt(120)));
    }

    private byte[] flipped(byte[] input) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
        byte[] out = new byte[input.length - (to - from) + piece.length];
        System.arraycopy(input, 0, out, 0, from);
        System.arraycopy(piece, 0, out, from, piece.length);
        System.arraycopy(input, to, out, from + piece.length, input.length - to);
        return out;
    }
}
