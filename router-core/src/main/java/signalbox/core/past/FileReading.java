package signalbox.core.past;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads one file, whatever it is: JSON lines, one JSON array, or CSV. Until a row is known, rows are only looked at.
final class FileReading {
    private static final int LOOK = 1 << 16;
    private static final int LONGEST_ROW = 1 << 24;
    private static final int MOST_EARLY = 100;
    private static final Pattern PAGE = Pattern.compile("\\{\\s*\"data\"\\s*:\\s*\\[");
    private static final String NO_JSON = "it is no JSON object, or is cut off";

    private final Path file;
    private final Seen seen;
    private final Target target;
    private final List<BadRow> early = new ArrayList<>();
    private long earlyBad;
    private Optional<Format> format = Optional.empty();
    private Format.Rows rows;

    /// The line that is being read.
    private long line = 1;

    /// What the disk said when it gave no more; null as long as it did not.
    private IOException broken;

    /// Where a file's rows go.
    interface Target extends Format.Out {
        void row();

        void bad(BadRow row);
    }

    FileReading(Path file, Seen seen, Target target) {
        this.file = file;
        this.seen = seen;
        this.target = target;
    }

    /// Reads as far as the file can be read; what was read until then counts, see [#brokenOff].
    ///
    /// @return what it is; empty when nothing in it is known
    Optional<Format> read(InputStream in) {
        try {
            rows(new Disk(in));
        } catch (IOException e) {
            broken = broken == null ? e : broken;
        }
        if (broken != null) {
            bad(line, "the file cannot be read on from here (" + broken.getMessage() + "); what stands above counts");
        }
        if (rows != null) {
            rows.end();
        }
        return format;
    }

    /// Whether the disk gave the file only in part.
    boolean brokenOff() {
        return broken != null;
    }

    private void rows(InputStream in) throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        var text = new BufferedReader(new InputStreamReader(in, decoder), LOOK);
        text.mark(LOOK);
        char[] start = new char[4096];
        int count = Math.max(0, text.read(start));
        String look = new String(start, 0, count);
        text.reset();
        if (look.startsWith("\uFEFF")) {
            text.skip(1);
            look = look.substring(1);
        }
        String first = look.stripLeading();
        if (first.isEmpty() || look.indexOf('\0') >= 0) {
            return;
        }
        switch (first.charAt(0)) {
            case '{' -> {
                if (PAGE.matcher(first).lookingAt()) {
                    array(text);
                } else {
                    lines(new Lines(text));
                }
            }
            case '[' -> array(text);
            default -> csv(text, first.lines().findFirst().orElse(""));
        }
    }

    private void lines(Lines lines) throws IOException {
        while (lines.next()) {
            line = lines.number();
            try (JsonParser json = JsonRow.parser(lines)) {
                JsonToken token = json.nextToken();
                if (token == null) {
                    continue;
                }
                if (token != JsonToken.START_OBJECT) {
                    bad(lines.number(), NO_JSON);
                    continue;
                }
                Map<String, String> row = JsonRow.read(json);
                if (json.nextToken() == null) {
                    row(row, lines.number());
                } else {
                    bad(lines.number(), NO_JSON);
                }
            } catch (JacksonException | CutException e) {
                bad(lines.number(), NO_JSON);
            }
        }
    }

    /// A mistake in an array ends it: where the next element starts cannot be told. It may stand in a page of an API,
    /// whose other fields say nothing of calls.
    private void array(Reader text) throws IOException {
        try (JsonParser json = JsonRow.parser(text)) {
            try {
                while (json.nextToken() != JsonToken.START_ARRAY) {
                    // to the page's first field
                }
                JsonToken token = json.nextToken();
                while (token == JsonToken.START_OBJECT) {
                    line = json.currentTokenLocation().getLineNr();
                    row(JsonRow.read(json), line);
                    token = json.nextToken();
                }
                if (token != JsonToken.END_ARRAY) {
                    bad(
                            json.currentLocation().getLineNr(),
                            "the array is cut off, or holds something else than objects");
                    return;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    json.nextToken();
                    json.skipChildren();
                }
                if (json.currentToken() == JsonToken.END_OBJECT ? json.nextToken() != null : json.hasCurrentToken()) {
                    bad(json.currentLocation().getLineNr(), "below the array stands more, which was not read");
                }
            } catch (JacksonException | CutException e) {
                bad(json.currentLocation().getLineNr(), "it is no JSON, or is cut off; nothing below it was read");
            }
        }
    }

    private void csv(Reader text, String header) throws IOException {
        char delimiter = header.indexOf(',') >= 0 ? ',' : header.indexOf('\t') >= 0 ? '\t' : ';';
        var bounded = new Bounded(text);
        CSVFormat shape = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
        try (CSVParser parser = CSVParser.parse(bounded, shape)) {
            try {
                var records = parser.iterator();
                List<String> columns = records.hasNext() ? records.next().toList() : List.of();
                if (columns.size() < 2 || new HashSet<>(columns).size() < columns.size()) {
                    return;
                }
                while (more(records, bounded)) {
                    line = parser.getCurrentLineNumber() + 1;
                    csv(columns, records.next(), parser.getCurrentLineNumber());
                    if (format.isEmpty() && line > MOST_EARLY) {
                        return;
                    }
                }
            } catch (CancellationException stopped) {
                throw stopped; // one of the kind below, and no mistake of the file
            } catch (UncheckedIOException | IllegalStateException e) {
                if (broken != null) {
                    throw broken;
                }
                bad(line, "a quote is never closed, or the row is too long; nothing below it was read");
            }
        }
    }

    private static boolean more(Iterator<CSVRecord> records, Bounded bounded) {
        bounded.left = LONGEST_ROW;
        return records.hasNext();
    }

    private void csv(List<String> columns, CSVRecord fields, long line) {
        if (fields.size() != columns.size()) {
            bad(line, "it has " + fields.size() + " fields instead of " + columns.size());
            return;
        }
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).strip(), fields.get(i));
        }
        row(row, line);
    }

    private void row(Map<String, String> row, long line) {
        if (format.isEmpty()) {
            format = Format.of(row);
            if (format.isEmpty()) {
                return;
            }
            rows = format.get().open(seen, target);
            early.forEach(target::bad);
            for (long i = early.size(); i < earlyBad; i++) {
                target.bad(new BadRow(file, 1, NO_JSON));
            }
        }
        target.row();
        try {
            rows.row(new Fields(row));
        } catch (BadRowException e) {
            target.bad(new BadRow(file, line, e.getMessage()));
        }
    }

    private void bad(long line, String why) {
        var bad = new BadRow(file, line, why);
        if (format.isPresent()) {
            target.bad(bad);
        } else if (++earlyBad <= MOST_EARLY) {
            early.add(bad);
        }
    }

    /// Remembers what the disk said, whatever becomes of it on its way through the parsers.
    private final class Disk extends FilterInputStream {
        Disk(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                broken = e;
                throw e;
            }
        }
    }

    /// Ends a row that would not fit in memory.
    private static final class Bounded extends FilterReader {
        private long left = LONGEST_ROW;

        Bounded(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("too long");
            }
            int count = super.read(into, offset, length);
            left -= Math.max(0, count);
            return count;
        }
    }
}
