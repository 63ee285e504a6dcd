package signalbox.core.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.price.PriceBook;

/// What an audit holds of long logs, and how it ends.
class PastBoundsTest {
    /// In the middle of the file, not among the first bytes that tell what it is.
    private static final int STOP = 20;

    private static final int MANY = 100_000;
    private static final String ROW =
            "{\"time\":\"2026-09-05T10:00:00Z\",\"model\":\"claude-opus-4-8\",\"input_tokens\":1000}\n";
    private static final PastAudit.Question SEPTEMBER =
            new PastAudit.Question(
                    Instant.parse("2026-09-01T00:00:00Z"),
                    Instant.parse("2026-10-01T00:00:00Z"),
                    PriceBook.shipped(),
                    Optional.empty());

    @TempDir private Path folder;

    /// Text that is made while it is read.
    private static final class Endless extends InputStream {
        private final byte[] part;
        private final long length;
        private long given;

        Endless(String part, long times) {
            this.part = part.getBytes(StandardCharsets.UTF_8);
            length = times * this.part.length;
        }

        @Override
        public int read() {
            return given == length ? -1 : part[(int) (given++ % part.length)];
        }
    }

    /// Sees at every call how far ahead of it the file was read.
    private static final class Ahead implements FileReading.Target {
        private final Endless text;
        private long calls;
        private long most;

        Ahead(Endless text) {
            this.text = text;
        }

        @Override
        public void call(PastCall call) {
            calls++;
            most = Math.max(most, text.given - calls * text.part.length);
        }

        @Override
        public void duplicate() {
            throw new AssertionError("none of these has an id");
        }

        @Override
        public void routed() {
            throw new AssertionError("none of these was routed");
        }

        @Override
        public void row() {
            // each is a call
        }

        @Override
        public void bad(BadRow row) {
            throw new AssertionError(row.why());
        }
    }

    @Test
    void aLongLogIsReadAsItIsCounted() throws IOException {
        var text = new Endless(ROW, MANY);
        var ahead = new Ahead(text);
        new FileReading(Path.of("log"), new Seen(), ahead).read(text);
        assertEquals(MANY, ahead.calls);
        assertTrue(ahead.most <= 1 << 18, "read ahead by " + ahead.most);
    }

    @Test
    void aReportHoldsSumsAndTheFirstBadRows() throws IOException {
        try (var out = Files.newBufferedWriter(folder.resolve("log"))) {
            for (int i = 0; i < MANY; i++) {
                out.write(i % 100 == 99 ? "{\"time\"\n" : ROW);
            }
        }
        PastReport report = PastAudit.of(List.of(folder), SEPTEMBER, PastAudit.Progress.NONE);
        assertEquals(1, report.lines().size());
        assertEquals(99_000, report.total().calls());
        assertEquals(99_000L * 5_000_000, report.total().computed());
        assertEquals(1_000, report.bad());
        assertEquals(
                IntStream.rangeClosed(1, PastReport.MOST_NAMED).mapToObj(i -> i * 100L).toList(),
                report.badRows().stream().map(BadRow::line).toList());
    }

    @Test
    void aLineOfAnyLengthIsSkippedUnread() throws IOException {
        String row = ROW.replace("{", "{\"prompt\":\"" + "x".repeat(1 << 23) + "\",");
        Files.writeString(folder.resolve("log"), row + ROW);
        PastReport report = PastAudit.of(List.of(folder), SEPTEMBER, PastAudit.Progress.NONE);
        assertEquals(2, report.total().calls());
        assertEquals(0, report.bad());
    }

    @Test
    void anAuditStopsWhenItIsTold() throws IOException {
        stops(ROW.repeat(10_000));
    }

    @Test
    void anAuditOfATableStopsToo() throws IOException {
        stops("time,model,input_tokens\n" + "2026-09-01T00:00:00Z,claude-opus-4-8,1000\n".repeat(10_000));
    }

    private void stops(String log) throws IOException {
        Files.writeString(folder.resolve("log"), log);
        var asked = new long[2];
        assertThrows(
                CancellationException.class,
                () ->
                        PastAudit.of(
                                List.of(folder),
                                SEPTEMBER,
                                (read, all) -> {
                                    asked[0]++;
                                    asked[1] = all - read;
                                    return asked[0] < STOP;
                                }));
        assertEquals(STOP, asked[0]);
        assertTrue(asked[1] > 0, "the end was not reached");
    }

    @Test
    void whatCannotBeReadIsListedAndEndsNothing() throws IOException {
        Path gone = folder.resolve("b");
        Files.writeString(folder.resolve("a"), ROW);
        Files.writeString(gone, ROW);
        Files.writeString(folder.resolve("c"), ROW);
        Path never = folder.resolve("never");
        PastReport report = PastAudit.of(List.of(never, folder), SEPTEMBER, (read, all) -> deleted(gone));
        assertEquals(List.of(never, gone), report.unreadable());
        assertEquals(2, report.unreadableFiles());
        assertEquals(2, report.total().calls());
    }

    /// A disk that fails within the text.
    private static InputStream breaking(String text, int after) {
        var start = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8), 0, after);
        var end =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("Input/output error");
                    }
                };
        return new SequenceInputStream(start, end);
    }

    private PastReport broken(String text, int after) throws IOException {
        Path file = folder.resolve("log");
        Files.writeString(file, text);
        PastReport report =
                PastAudit.of(List.of(file), SEPTEMBER, PastAudit.Progress.NONE, path -> breaking(text, after));
        assertEquals(List.of(file), report.unreadable());
        assertEquals(1, report.unreadableFiles());
        assertEquals(0, report.unknownFiles());
        return report;
    }

    private static String said(PastReport report) {
        assertEquals(1, report.bad(), report.badRows().toString());
        BadRow row = report.badRows().getFirst();
        return row.file().getFileName() + ":" + row.line() + ": " + row.why();
    }

    @Test
    void aFileThatBreaksOffCountsAsFarAsItWentAndSaysWhere() throws IOException {
        String why = ": the file cannot be read on from here (Input/output error); what stands above counts";
        int many = 10_000;
        var lines = broken(ROW.repeat(many), ROW.length() * 7_000 + 20);
        assertEquals(7_000, lines.total().calls());
        assertEquals("log:7001" + why, said(lines));
        assertEquals(1, lines.files());

        String inner = ROW.strip() + ",\n";
        var array = broken("[\n" + inner.repeat(many) + "]", 2 + inner.length() * 7_000 + 20);
        assertEquals(7_000, array.total().calls());
        assertEquals("log:7002" + why, said(array));

        String csv = "time,model,input_tokens\n2026-09-05T10:00:00Z,claude-opus-4-8,1000\n";
        String head = csv.lines().findFirst().orElseThrow() + "\n";
        String line = csv.substring(head.length());
        var table = broken(head + line.repeat(many), head.length() + line.length() * 7_000 + 20);
        assertEquals(7_000, table.total().calls());
        assertEquals("log:7002" + why, said(table));

        var nothing = broken(ROW, 0);
        assertEquals(0, nothing.total().calls());
        assertEquals(0, nothing.files());
    }

    @Test
    void aMessageThatWasStillGrowingWhenItsFileBrokeOffCounts() throws IOException {
        String message =
                "{\"type\":\"assistant\",\"sessionId\":\"s\",\"uuid\":\"u%1$d\",\"requestId\":\"r%1$d\","
                        + "\"timestamp\":\"2026-09-05T10:00:00Z\",\"message\":{\"id\":\"m%1$d\",\"model\":"
                        + "\"claude-opus-4-8\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":1}}}\n";
        String text = message.formatted(1) + message.formatted(2);
        assertEquals(2, broken(text + message.formatted(3), text.length() + 30).total().calls());
    }

    private static boolean deleted(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
