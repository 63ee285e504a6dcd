package signalbox.core.past;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceBook;
import signalbox.core.simulate.PastReplay;

/// Reads logs of the past and adds them up. One instance an audit; blocks on the disk, so never on the FX thread.
public final class PastAudit {
    private static final int MOST_LINES = 50_000;

    private final Question question;
    private final Progress progress;
    private final Disk disk;
    private final ListPrices prices;
    private final Seen seen = new Seen();
    private final Kept kept = new Kept();
    private final TreeMap<Key, PastReport.Sums> sums = new TreeMap<>();
    private final List<BadRow> badRows = new ArrayList<>();
    private final List<Path> unknown = new ArrayList<>();
    private final List<Path> unreadable = new ArrayList<>();
    private final Into into = new Into();
    private long files;
    private long unknownFiles;
    private long unreadableFiles;
    private long rows;
    private long bad;
    private long duplicates;
    private long outside;
    private long routed;
    private long left;
    private long bytes;

    /// What is asked.
    ///
    /// @param from first instant that counts
    /// @param to first instant after it
    /// @param under the policy to ask what it would have done; empty for none
    public record Question(Instant from, Instant to, PriceBook prices, Optional<Under> under) {}

    /// @param workload one of the policy's
    public record Under(Policy policy, String workload) {}

    /// How far an audit is, and whether it should go on. Called on the auditing thread.
    public interface Progress {
        Progress NONE = (read, all) -> true;

        /// @param read bytes read so far
        /// @param all bytes of all files; 0 while they are looked for
        /// @return false to stop; the audit then ends with [CancellationException]
        boolean seen(long read, long all);
    }

    private record Key(LocalDate day, String tool, String vendor, String model) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int by = day.compareTo(other.day);
            by = by != 0 ? by : tool.compareTo(other.tool);
            by = by != 0 ? by : vendor.compareTo(other.vendor);
            return by != 0 ? by : model.compareTo(other.model);
        }
    }

    /// Where files are read from.
    interface Disk {
        InputStream open(Path file) throws IOException;
    }

    private PastAudit(Question question, Progress progress, Disk disk) {
        this.question = question;
        this.progress = progress;
        this.disk = disk;
        prices = new ListPrices(question.prices());
    }

    /// Reads files, and every file of directories; links are not followed. What cannot be read is listed, and ends
    /// nothing; what could be read of a file until then counts, and a bad row names the line.
    ///
    /// @throws IllegalArgumentException when the policy has no such workload
    /// @throws CancellationException when the progress says to stop
    public static PastReport of(List<Path> places, Question question, Progress progress) {
        return of(places, question, progress, Files::newInputStream);
    }

    static PastReport of(List<Path> places, Question question, Progress progress, Disk disk) {
        if (question.under().isPresent()) {
            Under under = question.under().get();
            if (!under.policy().workloads().containsKey(under.workload())) {
                throw new IllegalArgumentException("there is no workload " + under.workload());
            }
        }
        return new PastAudit(question, progress, disk).read(places);
    }

    private PastReport read(List<Path> places) {
        var found = new ArrayList<Path>();
        for (Path place : places) {
            found.addAll(files(place));
        }
        var once = found.stream().map(file -> file.toAbsolutePath().normalize()).distinct().toList();
        long all = once.stream().mapToLong(file -> file.toFile().length()).sum();
        for (Path file : once) {
            read(file, all);
        }
        return report(all);
    }

    /// By name: sessions are named by their time, and what a later one repeats was counted before.
    private List<Path> files(Path place) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    place,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                            go(0);
                            if (facts.isRegularFile()) {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException why) {
                            unreadable(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, IOException why) {
                            if (why != null) {
                                unreadable(folder);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            unreadable(place);
        }
        Collections.sort(found);
        return found;
    }

    private void unreadable(Path file) {
        unreadableFiles++;
        if (unreadable.size() < PastReport.MOST_NAMED) {
            unreadable.add(file);
        }
    }

    private void read(Path file, long all) {
        try (InputStream in = new Watched(disk.open(file), all)) {
            var reading = new FileReading(file, seen, into);
            boolean known = reading.read(in).isPresent();
            files += known ? 1 : 0;
            if (reading.brokenOff()) {
                unreadable(file);
                return;
            }
            if (known) {
                return;
            }
        } catch (IOException e) {
            unreadable(file);
            return;
        }
        unknownFiles++;
        if (unknown.size() < PastReport.MOST_NAMED) {
            unknown.add(file);
        }
    }

    private PastReport report(long all) {
        Optional<PastReport.Under> under =
                question.under()
                        .map(asked -> {
                            var replay = new PastReplay(asked.policy(), question.prices());
                            kept.replay(asked.policy().workloads().get(asked.workload()), replay, () -> go(all));
                            return new PastReport.Under(asked.workload(), replay.result(), left);
                        });
        var lines = new ArrayList<PastReport.Line>();
        sums.forEach((key, sum) -> lines.add(new PastReport.Line(key.day, key.tool, key.vendor, key.model, sum)));
        return new PastReport(
                question.from(),
                question.to(),
                files,
                unknown,
                unknownFiles,
                unreadable,
                unreadableFiles,
                rows,
                bad,
                badRows,
                duplicates,
                outside,
                routed,
                lines,
                question.prices().asOf(),
                under);
    }

    private void go(long all) {
        if (!progress.seen(bytes, all)) {
            throw new CancellationException("The audit was stopped.");
        }
    }

    private void add(PastCall call) {
        if (call.at().isBefore(question.from()) || !call.at().isBefore(question.to())) {
            outside++;
            return;
        }
        String vendor = prices.vendor(call);
        OptionalLong computed = prices.nanos(call, vendor);
        OptionalLong spent = call.statedNanos().isPresent() ? call.statedNanos() : computed;
        var key = new Key(LocalDate.ofInstant(call.at(), ZoneOffset.UTC), call.name(), vendor, call.model());
        if (sums.size() >= MOST_LINES && !sums.containsKey(key)) {
            key = new Key(key.day, key.tool, "", "");
        }
        sums.merge(key, sums(call, computed, spent), PastReport.Sums::plus);
        if (question.under().isPresent() && (call.sum() || spent.isEmpty() || !kept.add(call, spent.getAsLong()))) {
            left++;
        }
    }

    private static PastReport.Sums sums(PastCall call, OptionalLong computed, OptionalLong spent) {
        var usage = call.usage();
        long read = usage.count(Counter.CACHE_READ);
        long written = usage.count(Counter.CACHE_WRITE_5M) + usage.count(Counter.CACHE_WRITE_1H);
        return new PastReport.Sums(
                call.calls(),
                1,
                usage.inputTokens() - read - written,
                read,
                written,
                usage.outputTokens(),
                computed.isPresent() ? 0 : 1,
                computed.orElse(0),
                call.statedNanos().isPresent() ? 1 : 0,
                call.statedNanos().orElse(0),
                spent.orElse(0),
                spent.isPresent() ? 0 : 1);
    }

    private final class Into implements FileReading.Target {
        @Override
        public void call(PastCall call) {
            add(call);
        }

        @Override
        public void duplicate() {
            duplicates++;
        }

        @Override
        public void routed() {
            routed++;
        }

        @Override
        public void row() {
            rows++;
        }

        @Override
        public void bad(BadRow row) {
            bad++;
            if (badRows.size() < PastReport.MOST_NAMED) {
                badRows.add(row);
            }
        }
    }

    /// Counts what was read, and asks whether to go on.
    private final class Watched extends FilterInputStream {
        private final long all;

        Watched(InputStream in, long all) {
            super(in);
            this.all = all;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            bytes += Math.max(0, count);
            go(all);
            return count;
        }
    }
}
