package signalbox.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.plan.Step;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

class RowCodecTest {
    private static JournalRecord again(JournalRecord record) {
        var out = new RecordWriter(new Dictionary());
        RecordCodec.write(out, record);
        var in = new RecordReader(new Dictionary(), out.toBytes(), 0, out.size());
        JournalRecord read = RecordCodec.read(in);
        assertTrue(!in.more(), "everything was read");
        return read;
    }

    @Test
    void madeUpCallsComeBackAsTheyWere() {
        for (CallRow row : new Rows(1).some(500)) {
            var record = new JournalRecord.CallRecord(row, Rows.charges(row));
            assertEquals(record, again(record));
        }
    }

    @Test
    void everyFieldComesBackAtItsLimits() {
        var usage =
                new Usage(
                        Map.of(Counter.FIXED_FEE, Long.MAX_VALUE, Counter.CACHE_WRITE_1H, 0L),
                        77,
                        "batch",
                        "eu",
                        12_345L);
        var attempt =
                new AttemptRow(
                        "p",
                        "m",
                        0,
                        "connect",
                        usage,
                        Long.MAX_VALUE,
                        5,
                        "a,b",
                        Provenance.HELD,
                        "overrun",
                        Duration.ZERO);
        var row =
                new CallRow(
                        (1L << 60) + 12_345,
                        Instant.parse("1999-12-31T23:59:59.999Z"),
                        "w",
                        "k",
                        "",
                        Wire.GEMINI,
                        "x".repeat(3000),
                        PiiClass.PRIVATE,
                        true,
                        CallRow.Outcome.FAILED,
                        "code",
                        599,
                        List.of(attempt),
                        null,
                        Duration.ofDays(400),
                        Long.MIN_VALUE,
                        true,
                        List.of(),
                        new Demand(Long.MAX_VALUE, -1, 128, EnumSet.allOf(Ability.class), 7, "flex"));
        var charge = new Charge("b", Instant.ofEpochSecond(-31_557_014_167_219_200L, 5), Long.MAX_VALUE);
        var record = new JournalRecord.CallRecord(row, List.of(charge));

        assertEquals(record, again(record));
    }

    @Test
    void figuresInStepsComeBackExactly() {
        for (String detail :
                List.of(
                        "",
                        "0",
                        "00",
                        "007 of 1234567890123456789012345",
                        "$0.0042",
                        "no figures",
                        "ends in 5",
                        "½ – 中 9")) {
            var out = new RecordWriter(new Dictionary());
            var step = new Step("rule.x", "a/b-2", Step.Verdict.REFUSED, detail);
            StepCodec.write(out, step);
            assertEquals(step, StepCodec.read(new RecordReader(new Dictionary(), out.toBytes(), 0, out.size())));
        }
    }

    @Test
    void everyKindOfRecordComesBack() {
        Instant at = Instant.parse("2026-11-02T10:00:00.123456789Z");
        var entry = new Ledger.AuditEntry(7, at, "ann", "Cap of x raised", "cap: 1", "cap: 2", "month end");
        for (JournalRecord record :
                List.of(
                        new JournalRecord.Opened(at),
                        new JournalRecord.Closed(at),
                        new JournalRecord.EscrowMoved(
                                List.of(new Movement("b", at, 5), new Movement("c", Instant.EPOCH, -5))),
                        new JournalRecord.Bumped(
                                new Bump("b", 9, at, at.plusSeconds(5), Bump.Kind.RAISE, "ann", "why")),
                        new JournalRecord.BumpsWithdrawn("b", at),
                        new JournalRecord.Halted("b", Instant.EPOCH, at),
                        new JournalRecord.Resumed("b", Instant.EPOCH),
                        new JournalRecord.PolicyApplied(3, "workloads: {}\n", entry),
                        new JournalRecord.PricesChanged("vendor,model,in,out\nx,y,1,2\n", entry),
                        new JournalRecord.Audited(entry),
                        new JournalRecord.Adjusted(
                                JournalRecord.Adjusted.Kind.REPRICED,
                                55,
                                2,
                                List.of(new Charge("b", at, -4)),
                                -4,
                                entry),
                        new JournalRecord.ClockDoubted(at, at.plusSeconds(90_000)),
                        new JournalRecord.ClockBelieved(at),
                        new JournalRecord.Incident("clock_jump", "The clock jumped.", at))) {
            assertEquals(record, again(record));
        }
    }

    @Test
    void repeatedRowsAreShort() {
        var out = new RecordWriter(new Dictionary());
        var rows = new Rows(2);
        rows.some(200).forEach(row -> RecordCodec.write(out, new JournalRecord.CallRecord(row, Rows.charges(row))));
        int before = out.size();
        rows.some(1000).forEach(row -> RecordCodec.write(out, new JournalRecord.CallRecord(row, Rows.charges(row))));

        int perRow = (out.size() - before) / 1000;
        assertTrue(perRow <= 120, perRow + " bytes a row");
    }

    @Test
    void theOrderOfWrittenConstantsNeverChanges() {
        assertEquals("[OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, GEMINI]", Arrays.toString(Wire.values()));
        assertEquals("[PUBLIC, INTERNAL, PRIVATE]", Arrays.toString(PiiClass.values()));
        assertEquals("[ANSWERED, REFUSED, FAILED]", Arrays.toString(CallRow.Outcome.values()));
        assertEquals("[REPORTED, COUNTED, ESTIMATED, HELD, NONE]", Arrays.toString(Provenance.values()));
        assertEquals("[CHOSEN, ALLOWED, REFUSED, NOTED]", Arrays.toString(Step.Verdict.values()));
        assertEquals("[REVIEWED, REPRICED, CORRECTED]", Arrays.toString(JournalRecord.Adjusted.Kind.values()));
        assertEquals("[UNLOCK, RAISE]", Arrays.toString(Bump.Kind.values()));
        assertEquals(
                "[IN_TEXT, IN_AUDIO, IN_IMAGE, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, OUT_TEXT, OUT_REASON,"
                        + " OUT_AUDIO, OUT_IMAGE, WEB_SEARCH_CALLS, OTHER_TOOL_CALLS, FIXED_FEE]",
                Arrays.toString(Counter.values()));
    }

    @Test
    void namesThatCannotBeNumberedAreWrittenOut() {
        var names = new Dictionary();
        var out = new RecordWriter(names);
        for (int i = 0; i < 20_000; i++) {
            out.name("name " + i);
        }
        out.name("");
        out.name("name 0");
        var in = new RecordReader(new Dictionary(), out.toBytes(), 0, out.size());
        for (int i = 0; i < 20_000; i++) {
            assertEquals("name " + i, in.name());
        }
        assertEquals("", in.name());
        assertEquals("name 0", in.name());
        assertArrayEquals(new byte[0], in.raw(0));
    }
}
