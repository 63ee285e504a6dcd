package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a tap made of an answer: all that a test may want to compare.
record Tapped(
        String client,
        List<String> usage,
        boolean complete,
        boolean error,
        long deliveredBytes,
        String model,
        String finish,
        String tier) {

    /// The whole answer at once.
    static Tapped whole(AnswerTap tap, String answer) {
        return cut(tap, answer.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    /// The answer in pieces of `size` bytes.
    static Tapped pieces(AnswerTap tap, String answer, int size) {
        return feed(tap, answer.getBytes(StandardCharsets.UTF_8), size, size);
    }

    /// The answer in two pieces.
    static Tapped cut(AnswerTap tap, byte[] answer, int at) {
        return feed(tap, answer, at, Integer.MAX_VALUE);
    }

    private static Tapped feed(AnswerTap tap, byte[] answer, int first, int more) {
        var client = new ByteArrayOutputStream();
        try {
            for (int from = 0, size = first; from < answer.length; from += size, size = more) {
                size = Math.min(size, answer.length - from);
                // offset and dirt around, as in a reused read buffer
                byte[] buffer = new byte[size + 7];
                Arrays.fill(buffer, (byte) '"');
                System.arraycopy(answer, from, buffer, 3, size);
                tap.accept(buffer, 3, size, client::write);
            }
            tap.end(client::write);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return of(tap, client.toString(StandardCharsets.UTF_8));
    }

    static Tapped of(AnswerTap tap, String client) {
        return new Tapped(
                client,
                tap.usage(),
                tap.complete(),
                tap.error(),
                tap.deliveredBytes(),
                tap.model(),
                tap.finish(),
                tap.tier());
    }
}
