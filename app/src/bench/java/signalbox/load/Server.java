package signalbox.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server in a process of its own, with its children. Closing it ends it. `/proc` says what it uses, so figures of
/// processor and memory exist on Linux only; elsewhere they are 0.
final class Server implements AutoCloseable {
    private static final double MICROS_PER_TICK = 10_000;

    private final Process process;
    private final double startedInMillis;

    Server(Process process, double startedInMillis) {
        this.process = process;
        this.startedInMillis = startedInMillis;
    }

    /// Starts a program and waits for a line of its output that starts with `ready`.
    ///
    /// @param log where its output goes
    /// @return the line, and the server
    static Started start(ProcessBuilder builder, String ready, Path log) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        while (process.isAlive() && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60)) {
            var line = Files.readString(log).lines().filter(text -> text.contains(ready)).findFirst();
            if (line.isPresent()) {
                return new Started(line.get(), new Server(process, (System.nanoTime() - began) / 1e6));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        process.destroyForcibly();
        throw new IOException(builder.command().getFirst() + " did not start; " + log + " says why.");
    }

    record Started(String line, Server server) {}

    /// From the start of the process to its word that it listens.
    double startedInMillis() {
        return startedInMillis;
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Processor time so far, of the program and its children.
    double cpuMicros() {
        return processes().mapToDouble(Server::ticks).sum() * MICROS_PER_TICK;
    }

    private Stream<Long> processes() {
        return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid));
    }

    private static double ticks(long pid) {
        List<String> fields = List.of(read(pid, "stat").replaceFirst(".*\\) ", "").split(" "));
        return fields.size() < 13 ? 0 : Double.parseDouble(fields.get(11)) + Double.parseDouble(fields.get(12));
    }

    double residentMegabytes() {
        return processes().mapToDouble(pid -> status(pid, "VmRSS:") / 1024).sum();
    }

    double threads() {
        return processes().mapToDouble(pid -> status(pid, "Threads:")).sum();
    }

    private static double status(long pid, String field) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(long pid, String file) {
        Path path = Path.of("/proc/" + pid + "/" + file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(Duration.ofSeconds(15));
    }

    /// Asks it to end, and ends it when it has not after `patience`.
    void end(Duration patience) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
