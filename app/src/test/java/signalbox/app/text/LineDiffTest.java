package signalbox.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    private static String marks(List<LineDiff.Line> lines) {
        return lines.stream()
                .map(line ->
                        switch (line.kind()) {
                            case SAME -> " " + line.text();
                            case GONE -> "-" + line.text();
                            case NEW -> "+" + line.text();
                            case SKIPPED -> "…" + line.text();
                        })
                .collect(Collectors.joining("|"));
    }

    @Test
    void keepsWhatStayedAndMarksTheRest() {
        assertEquals(" a|-b|+x|+y| c", marks(LineDiff.of("a\nb\nc", "a\nx\ny\nc")));
        assertEquals("+a", marks(LineDiff.of("", "a")));
        assertEquals("-a| b", marks(LineDiff.of("a\nb", "b")));
        assertEquals(" a| b|+c", marks(LineDiff.of("a\nb", "a\nb\nc")));
    }

    @Test
    void leavesLongUnchangedStretchesOut() {
        String before = IntStream.range(0, 20).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertEquals(
                "…8| 8| 9|-10|+ten| 11| 12|…7",
                marks(LineDiff.brief(before, before.replaceFirst("\n10\n", "\nten\n"))));
        assertEquals("…20", marks(LineDiff.brief(before, before)));
    }
}
