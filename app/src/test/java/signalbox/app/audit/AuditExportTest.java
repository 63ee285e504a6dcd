package signalbox.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.core.ledger.Ledger.AuditEntry;
import signalbox.core.ledger.Ledger.ChainedEntry;

class AuditExportTest {
    private final List<AuditRow> rows =
            List.of(
                    new AuditRow(
                            new ChainedEntry(
                                    new AuditEntry(
                                            7,
                                            Instant.parse("2026-11-14T14:02:00Z"),
                                            "ana",
                                            "Changed \"x\", y",
                                            "a\nb",
                                            "",
                                            "=1+1"),
                                    "00ff",
                                    "12ab"),
                            3));

    @Test
    void quotesWhatCommasAndSpreadsheetsWouldBreak() {
        assertEquals(
                "sequence,at,who,version,what,before,after,why,previous_hash,hash\r\n"
                        + "7,2026-11-14T14:02:00Z,ana,3,\"Changed \"\"x\"\", y\",\"a\nb\",,'=1+1,00ff,12ab\r\n",
                AuditExport.csv(rows));
    }

    @Test
    void jsonHoldsTheSame() {
        String json = AuditExport.json(rows);
        assertEquals(
                "[{\"sequence\":7,\"at\":\"2026-11-14T14:02:00Z\",\"who\":\"ana\",\"version\":3,"
                    + "\"what\":\"Changed\\\"x\\\",y\",\"before\":\"a\\nb\",\"after\":\"\",\"why\":\"=1+1\",\"previous_hash\":\"00ff\",\"hash\":\"12ab\"}]",
                json.replaceAll("[ \n]", ""));
    }
}
