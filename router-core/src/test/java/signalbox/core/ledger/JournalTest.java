package signalbox.core.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import signalbox.core.budget.Bump;
import signalbox.core.budget.Charge;
import signalbox.core.budget.EscrowStore.LedgerUnavailable;
import signalbox.core.budget.EscrowStore.Movement;
import signalbox.core.budget.Recovered;
import signalbox.core.ledger.JournalRecord.CallRecord;

class JournalTest {
    private static final Instant DAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(Rows.START);

    private static Journal open(MemoryFiles files, List<JournalRecord> seen) throws Exception {
        return Journal.open(files, CLOCK, 1 << 20, seen::add);
    }

    private static Journal open(MemoryFiles files) throws Exception {
        return open(files, new ArrayList<>());
    }

    private static void append(Journal journal, List<CallRow> rows) {
        rows.forEach(row -> journal.append(new CallRecord(row, Rows.charges(row))));
    }

    private static List<CallRow> rows(List<JournalRecord> records) {
        return records.stream()
                .filter(CallRecord.class::isInstance)
                .map(record -> ((CallRecord) record).row())
                .toList();
    }

    private static LedgerState reopen(MemoryFiles files) throws Exception {
        return reopen(files, new ArrayList<>());
    }

    private static LedgerState reopen(MemoryFiles files, List<JournalRecord> seen) throws Exception {
        Journal journal = open(files, seen);
        journal.close(false);
        return journal.recovered();
    }

    @Test
    void whatWasAppendedIsThereAfterReopening() throws Exception {
        var files = new MemoryFiles();
        var rows = new Rows(1).some(300);
        Journal journal = open(files);
        append(journal, rows);
        journal.close(true);

        var seen = new ArrayList<JournalRecord>();
        LedgerState state = reopen(files, seen);

        assertEquals(rows, rows(seen));
        assertEquals(rows.getLast().id(), state.lastCall());
        assertTrue(state.cleanStop());
        long spent = rows.stream().mapToLong(CallRow::costNanos).sum();
        assertEquals(
                spent, state.window("everything-month", Instant.parse("2026-11-01T00:00:00Z")).orElseThrow().spent());
    }

    /// A disk may stop for longer than anybody waits, and go on as if nothing had been.
    @Test
    void whatSomebodyWasToldDoesNotCountIsNeverWrittenLater() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        journal.patience(Duration.ofMillis(50));
        var disk = new CountDownLatch(1);
        CountDownLatch stalling = files.stall(disk);
        var first =
                new FutureTask<Void>(() -> {
                    journal.move(List.of(new Movement("b", DAY, 500)));
                    return null;
                });
        Thread.ofPlatform().daemon().start(first);
        stalling.await();

        assertThrows(LedgerUnavailable.class, () -> journal.move(List.of(new Movement("b", DAY, -200))));
        assertFalse(first.isDone(), "only the disk can say whether what is being written counts");
        disk.countDown();
        first.get(10, TimeUnit.SECONDS);
        journal.move(List.of(new Movement("b", DAY, 7)));
        journal.close(false);

        assertEquals(new LedgerState.WindowState("b", DAY, 0, 507), reopen(files).window("b", DAY).orElseThrow());
    }

    @Test
    void segmentsStartWithTheWholeState() throws Exception {
        var files = new MemoryFiles();
        Journal journal = Journal.open(files, CLOCK, 4096, record -> {});
        journal.move(List.of(new Movement("b", DAY, 500)));
        var bump = new Bump("b", 9, DAY, DAY.plusSeconds(86400), Bump.Kind.UNLOCK, "ann", "month end");
        journal.appendDurable(List.of(new JournalRecord.Bumped(bump)));
        journal.appendDurable(List.of(new JournalRecord.Halted("c", DAY, DAY.plusSeconds(5))));
        journal.appendDurable(
                List.of(
                        new JournalRecord.PolicyApplied(
                                4,
                                "budgets: {}",
                                new Ledger.AuditEntry(3, DAY, "ann", "Made", "", "budgets: {}", ""))));
        var rows = new Rows(1);
        long spent = 0;
        for (int i = 0; i < 40; i++) {
            var some = rows.some(10);
            spent += some.stream().mapToLong(CallRow::costNanos).sum();
            append(journal, some);
            journal.sync();
        }
        journal.close(false);
        assertTrue(files.list().size() > 3, "several segments");

        LedgerState state = reopen(files);

        assertEquals(new LedgerState.WindowState("b", DAY, 0, 500), state.window("b", DAY).orElseThrow());
        assertEquals(
                spent, state.window("everything-month", Instant.parse("2026-11-01T00:00:00Z")).orElseThrow().spent());
        assertEquals(List.of(bump), state.bumps());
        assertEquals(List.of(new LedgerState.Halt("c", DAY, DAY.plusSeconds(5))), state.halts());
        assertEquals(4, state.policyVersion());
        assertEquals("budgets: {}", state.policyText());
        assertEquals(3, state.lastAudit());
    }

    @Test
    void aCrashLeavesOpenEscrowUnreportedUntilReleased() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        journal.move(List.of(new Movement("b", DAY, 100)));
        var row = new Rows(1).next();
        journal.append(new CallRecord(row, List.of(new Charge("b", DAY, 30))));
        journal.sync();
        MemoryFiles crashed = files.syncedCopy();
        journal.close(true);

        Journal second = open(crashed);
        assertFalse(second.recovered().cleanStop());
        assertEquals(70, second.recovered().window("b", DAY).orElseThrow().open());
        assertEquals(List.of(new Recovered("b", DAY, 30, 100, List.of(), null)), second.recovered().recovered());
        second.move(List.of(new Movement("b", DAY, -70)));
        second.close(true);

        LedgerState state = reopen(crashed);
        assertEquals(new LedgerState.WindowState("b", DAY, 30, 30), state.window("b", DAY).orElseThrow());
        assertTrue(state.cleanStop());
    }

    @Test
    void aTailTornAtAnyByteIsDroppedAndNothingElse() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        var rows = new Rows(3).some(12);
        var sizes = new ArrayList<Integer>();
        for (CallRow row : rows) {
            append(journal, List.of(row));
            journal.sync();
            sizes.add(files.bytes(1).length);
        }
        byte[] whole = files.bytes(1);
        journal.close(true);

        for (int cut = 0; cut <= whole.length; cut++) {
            var torn = new MemoryFiles().put(1, Arrays.copyOf(whole, cut));
            var seen = new ArrayList<JournalRecord>();
            reopen(torn, seen);
            int length = cut;
            long complete = sizes.stream().filter(size -> size <= length).count();
            assertEquals(rows.subList(0, (int) complete), rows(seen), "cut at " + cut);
        }
    }

    @Test
    void aSegmentTornWhileItWasMadeLosesNothing() throws Exception {
        var files = new MemoryFiles();
        var rows = new Rows(3).some(7);
        var fold = new Fold(LedgerState.EMPTY);
        var first = SegmentWriter.create(files, 1, fold.state(), new byte[Frame.LINK]);
        for (CallRow row : rows) {
            first.write(List.of(new CallRecord(row, List.of())));
            fold.apply(new CallRecord(row, List.of()));
        }
        first.sync();
        SegmentWriter.create(files, 2, fold.state(), first.syncedLink());
        byte[] second = files.bytes(2);

        for (int cut = 0; cut <= second.length; cut++) {
            var torn = new MemoryFiles().put(1, files.bytes(1));
            torn.put(2, Arrays.copyOf(second, cut));
            assertEquals(rows.get(6).id(), reopen(torn).lastCall(), "cut at " + cut);
            assertEquals(rows, allRows(torn), "cut at " + cut);
        }
    }

    @Test
    void aChangedByteIsNeverAccepted() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        var rows = new Rows(3).some(12);
        for (CallRow row : rows) {
            append(journal, List.of(row));
            journal.sync();
        }
        byte[] whole = files.bytes(1);
        journal.close(true);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            var seen = new ArrayList<JournalRecord>();
            try {
                reopen(new MemoryFiles().put(1, flipped), seen);
                // only the last frame cannot be told from a torn tail
                assertEquals(rows.subList(0, 11), rows(seen), "flipped at " + at);
            } catch (LedgerException e) {
                assertEquals("journal_damaged", e.code());
                refused++;
            }
        }
        assertTrue(refused > whole.length * 8 / 10, refused + " of " + whole.length);
    }

    @Test
    void repeatedAndMissingFramesAreRefused() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        var ends = new ArrayList<Integer>();
        for (CallRow row : new Rows(3).some(6)) {
            append(journal, List.of(row));
            journal.sync();
            ends.add(files.bytes(1).length);
        }
        byte[] whole = files.bytes(1);
        journal.close(true);
        byte[] repeated = splice(whole, ends.get(3), ends.get(2), ends.get(3), ends.get(3));
        byte[] missing = splice(whole, ends.get(2), 0, 0, ends.get(3));

        for (byte[] bytes : List.of(repeated, missing)) {
            var e = assertThrows(LedgerException.class, () -> open(new MemoryFiles().put(1, bytes)));
            assertEquals("journal_damaged", e.code());
        }
    }

    private static byte[] splice(byte[] source, int head, int from, int to, int tail) {
        var out = new ByteArrayOutputStream();
        out.write(source, 0, head);
        out.write(source, from, to - from);
        out.write(source, tail, source.length - tail);
        return out.toByteArray();
    }

    @Test
    void damageInTheUnsyncedTailIsATornTail() throws Exception {
        var files = new MemoryFiles();
        var segment = SegmentWriter.create(files, 1, LedgerState.EMPTY, new byte[Frame.LINK]);
        int start = (int) segment.size();
        for (CallRow row : new Rows(4).some(2)) {
            segment.write(List.of(new CallRecord(row, List.of())));
        }
        byte[] bytes = files.bytes(1);
        bytes[start + 20] ^= 1;

        var seen = new ArrayList<JournalRecord>();
        reopen(new MemoryFiles().put(1, bytes), seen);

        assertEquals(List.of(), rows(seen));
    }

    @Test
    void aPowerCutLosesNothingThatWasConfirmed() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            var files = new MemoryFiles();
            Journal journal = Journal.open(files, CLOCK, 3000, record -> {});
            long confirmed = 0;
            for (int i = 0; i < seed; i++) {
                journal.move(List.of(new Movement("b", DAY, 10)));
                confirmed += 10;
                append(journal, new Rows(seed).some(3));
            }
            MemoryFiles afterCut = files.syncedCopy();
            journal.close(true);
            long unreported = reopen(afterCut).window("b", DAY).map(LedgerState.WindowState::open).orElse(0L);
            assertEquals(confirmed, unreported, "seed " + seed);
        }
    }

    @Test
    void aFullDiskRefusesEscrowKeepsRowsAndHealsByItself() throws Exception {
        var files = new MemoryFiles().capacity(30_000);
        Journal journal = open(files);
        await().until(files::hasReserve);
        var made = new Rows(5);
        var rows = new ArrayList<CallRow>();
        while (journal.healthy()) {
            rows.add(made.next());
            append(journal, List.of(rows.getLast()));
            try {
                journal.sync();
            } catch (LedgerUnavailable e) {
                break;
            }
        }
        assertThrows(LedgerUnavailable.class, () -> journal.move(List.of(new Movement("b", DAY, 10))));
        assertFalse(journal.healthy());
        assertTrue(journal.trouble().contains("No space left"), journal.trouble());
        for (int i = 0; i < 50; i++) {
            rows.add(made.next());
            append(journal, List.of(rows.getLast()));
        }

        files.capacity(1 << 20);
        await().atMost(Duration.ofSeconds(5)).until(journal::healthy);
        journal.move(List.of(new Movement("b", DAY, 10)));
        journal.close(false);

        assertEquals(rows, allRows(files));
        assertEquals(10, reopen(files).window("b", DAY).orElseThrow().open());
    }

    @Test
    void aFailedSyncIsNotConfirmedAndDoesNotCount() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        journal.move(List.of(new Movement("b", DAY, 10)));
        files.failSync(true);
        var row = new Rows(5).next();
        append(journal, List.of(row));
        assertThrows(LedgerUnavailable.class, () -> journal.move(List.of(new Movement("b", DAY, 500))));
        files.failSync(false);
        await().atMost(Duration.ofSeconds(5)).until(journal::healthy);
        journal.close(false);

        assertEquals(List.of(row), allRows(files));
        assertEquals(10, reopen(files).window("b", DAY).orElseThrow().open());
    }

    /// Every row of every segment, checking the chain from one to the next.
    private static List<CallRow> allRows(MemoryFiles files) throws Exception {
        var rows = new ArrayList<CallRow>();
        byte[] link = new byte[Frame.LINK];
        for (int number : files.list()) {
            try (var reader = new SegmentReader(files.open(number), number)) {
                Assertions.assertArrayEquals(link, reader.linkBefore());
                long size = files.bytes(number).length;
                for (var batch = reader.next(size); batch != null; batch = reader.next(size)) {
                    rows.addAll(rows(batch.records()));
                }
                link = reader.link();
            }
        }
        return rows;
    }

    @Test
    void writersInManyThreadsShareSyncs() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        var start = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        Set<Throwable> failures = Collections.synchronizedSet(new HashSet<>());
        for (int i = 0; i < 16; i++) {
            String budget = "b" + i;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    start.await();
                                    for (int move = 0; move < 50; move++) {
                                        journal.move(
                                                List.of(new Movement(budget, DAY, 1), new Movement("all", DAY, 1)));
                                    }
                                } catch (Exception e) {
                                    failures.add(e);
                                }
                            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        MemoryFiles afterCut = files.syncedCopy();
        journal.close(false);

        assertEquals(Set.of(), failures);
        assertTrue(files.syncs() < 800, files.syncs() + " syncs for 800 movements");
        assertEquals(800, reopen(afterCut).window("all", DAY).orElseThrow().open());
    }

    @Test
    void anInterruptedCallerStillGetsTheTruth() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        Thread.currentThread().interrupt();
        journal.move(List.of(new Movement("b", DAY, 10)));
        assertTrue(Thread.interrupted(), "the interrupt was kept");
        journal.close(false);

        assertEquals(10, reopen(files).window("b", DAY).orElseThrow().open());
    }

    @Test
    void oneRecordThatCannotBeWrittenDoesNotTakeOthersAlong() throws Exception {
        var files = new MemoryFiles();
        Journal journal = open(files);
        var rows = new Rows(5).some(3);
        append(journal, rows.subList(0, 1));
        journal.append(new JournalRecord.Incident(null, "has no code", DAY));
        append(journal, rows.subList(1, 3));
        journal.close(true);

        assertEquals(rows, allRows(files));
    }

    @Test
    void aNewerFormatIsLeftAlone() throws Exception {
        var out = new RecordWriter(new Dictionary());
        Frame.begin(out);
        out.unsigned(Frame.FORMAT + 1);
        Frame.end(out, Frame.HEADER, new byte[Frame.LINK]);
        byte[] bytes = out.toBytes();

        var files = new MemoryFiles().put(1, bytes);
        var e = assertThrows(LedgerException.class, () -> open(files));

        assertEquals("journal_newer", e.code());
        assertEquals(bytes.length, files.bytes(1).length);
    }
}
