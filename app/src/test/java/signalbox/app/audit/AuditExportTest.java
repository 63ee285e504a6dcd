package signalbox.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.ledger.Ledger.AuditEntry;

class AuditExportTest {
    private final List<AuditRow> rows =
            List.of(
                    new AuditRow(
                            new AuditEntry(
                                    7,
                                    Instant.parse("2026-11-14T14:02:00Z"),
                                    "ana",
                                    "Changed \"x\", y",
                                    "a\nb",
                                    "",
                                    "=1+1"),
                            3));

    @Test
    void quotesWhatCommasAndSpreadsheetsWouldBreak() {
        assertEquals(
                "sequence,at,who,version,what,before,after,why\r\n"
                        + "7,2026-11-14T14:02:00Z,ana,3,\"Changed \"\"x\"\", y\",\"a\nb\",,'=1+1\r\n",
                AuditExport.csv(rows));
    }

    @Test
    void jsonHoldsTheSame() {
        String json = AuditExport.json(rows);
        assertEquals(
                "[{\"sequence\":7,\"at\":\"2026-11-14T14:02:00Z\",\"who\":\"ana\",\"version\":3,"
                        + "\"what\":\"Changed\\\"x\\\",y\",\"before\":\"a\\nb\",\"after\":\"\",\"why\":\"=1+1\"}]",
                json.replaceAll("[ \n]", ""));
    }
}
