package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.plan.Step;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

class LedgerExportTest {
    @TempDir Path directory;

    private LedgerStore store;

    @BeforeEach
    void open() throws Exception {
        store = LedgerStore.open(directory, InstantSource.fixed(Rows.START));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static CallRow refused(long id, String askedModel, long saved) {
        var step = new Step("budget.reserve", "b", Step.Verdict.REFUSED, "=cmd|' /C calc'!A0");
        return new CallRow(
                id,
                Rows.START,
                "w",
                "@key",
                "",
                Wire.ANTHROPIC,
                askedModel,
                PiiClass.PUBLIC,
                false,
                CallRow.Outcome.REFUSED,
                "budget_halted",
                429,
                List.of(),
                null,
                Duration.ofMillis(3),
                saved,
                false,
                List.of(step));
    }

    private List<CSVRecord> csv() throws Exception {
        var out = new StringWriter();
        LedgerExport.csv(store.ledger(), Instant.EPOCH, out);
        var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        return format.parse(new StringReader(out.toString())).getRecords();
    }

    @Test
    void noTextCanBecomeAFormula() throws Exception {
        var ids = new CallId();
        for (char c = 0; c < 0x180; c++) {
            store.append(refused(ids.next(Rows.START), c + "1+1", -7), List.of());
        }
        for (char c : "＝＋－＠".toCharArray()) {
            store.append(refused(ids.next(Rows.START), c + "1+1", -7), List.of());
        }

        var records = csv();

        assertEquals(0x180 + 4, records.size());
        int prefixed = 0;
        for (CSVRecord record : records) {
            String model = record.get("asked_model");
            assertFalse("=+-@\t\r\n\0＝＋－＠".indexOf(model.charAt(0)) >= 0, model);
            prefixed += model.startsWith("'") && model.length() == 5 ? 1 : 0;
            assertEquals("'@key", record.get("key"));
            assertEquals("-7", record.get("saved_nanos"), "numbers stay numbers");
            assertEquals("budget.reserve: =cmd|' /C calc'!A0", record.get("reason"));
        }
        assertEquals(12, prefixed);
    }

    @Test
    void bothFormsSayTheSame() throws Exception {
        var rows = new Rows(6).some(300);
        rows.forEach(row -> store.append(row, List.of()));

        var lines = new StringWriter();
        LedgerExport.jsonLines(store.ledger(), Instant.EPOCH, lines);
        var objects = lines.toString().lines().map(LedgerExportTest::object).toList();
        var records = csv();

        assertEquals(rows.size(), objects.size());
        assertEquals(rows.size(), records.size());
        for (int i = 0; i < rows.size(); i++) {
            CallRow row = rows.get(i);
            assertEquals(CallId.format(row.id()), objects.get(i).get("id"));
            assertEquals(Long.toString(row.costNanos()), objects.get(i).get("cost_nanos"));
            assertEquals(new ArrayList<>(objects.get(i).keySet()), records.get(i).getParser().getHeaderNames());
            assertEquals(objects.get(i), records.get(i).toMap());
        }
    }

    @Test
    void correctionsStandBesideTheCostThatWasCharged() throws Exception {
        var rows = new Rows(6).some(3);
        rows.forEach(row -> store.append(row, List.of()));
        var entry = new Ledger.AuditEntry(1, Rows.START, "ann", "Reviewed", "", "", "why");
        for (long nanos : new long[] {70, -100}) {
            store.journal()
                    .append(
                            new JournalRecord.Adjusted(
                                    JournalRecord.Adjusted.Kind.REVIEWED,
                                    rows.get(1).id(),
                                    0,
                                    List.of(),
                                    nanos,
                                    entry));
        }
        var records = csv();
        assertEquals(List.of("0", "-30", "0"), records.stream().map(row -> row.get("adjusted_nanos")).toList());
        assertEquals(Long.toString(rows.get(1).costNanos()), records.get(1).get("cost_nanos"));
    }

    @Test
    void exportStartsWhereAsked() throws Exception {
        var rows = new Rows(6).some(30);
        rows.forEach(row -> store.append(row, List.of()));
        var out = new StringWriter();

        LedgerExport.jsonLines(store.ledger(), rows.get(10).at(), out);

        assertEquals(20, out.toString().lines().count());
        assertTrue(out.toString().startsWith("{\"id\":\"" + CallId.format(rows.get(10).id())));
    }

    private static Map<String, String> object(String line) {
        var object = new LinkedHashMap<String, String>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                object.put(name, parser.nextToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
            }
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
        return object;
    }
}
