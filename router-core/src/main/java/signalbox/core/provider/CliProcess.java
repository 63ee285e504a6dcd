package signalbox.core.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One run of a program, contained: an empty directory of its own, an environment built from an allow-list, its time
/// and its output bounded, and all its descendants killed when it is ended. One thread reads; [#end] may be called by
/// any.
final class CliProcess implements DeadlineTicker.Watched, AutoCloseable {
    static final int LONGEST_LINE = 8 << 20;
    static final long MOST_OUTPUT = 512L << 20;

    /// What of our environment the program may see: where it finds itself, its settings, the user's sign-in and the way
    /// to the network. No key of ours, no address of ours: it must not call back into this router.
    static final Set<String> ENVIRONMENT =
            Set.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "SHELL",
                    "LANG",
                    "LC_ALL",
                    "TZ",
                    "TMPDIR",
                    "XDG_CONFIG_HOME",
                    "XDG_DATA_HOME",
                    "XDG_CACHE_HOME",
                    "CLAUDE_CONFIG_DIR",
                    "CLAUDE_CODE_OAUTH_TOKEN",
                    "SSL_CERT_FILE",
                    "NODE_EXTRA_CA_CERTS",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "USERPROFILE",
                    "APPDATA",
                    "LOCALAPPDATA",
                    "SystemRoot",
                    "ComSpec",
                    "PATHEXT",
                    "TEMP",
                    "TMP");

    /// Why a run was ended from outside.
    enum Ended {
        NOT,
        CANCELLED,
        TOO_LATE,
        TOO_MUCH
    }

    private final Process process;
    private final Path directory;
    private final InputStream out;
    private final long totalDue;
    private final Deadlines.Limits limits;
    private long received;
    private volatile long due;
    private volatile Ended ended = Ended.NOT;

    private CliProcess(Process process, Path directory, Deadlines.Limits limits) {
        this.process = process;
        this.directory = directory;
        this.limits = limits;
        this.out = new BufferedInputStream(process.getInputStream(), 64 << 10);
        long now = System.nanoTime();
        totalDue = now + limits.total().toNanos();
        waitAtMost(now + limits.firstByte().toNanos());
    }

    /// @param extra what is set beside the allow-list
    /// @throws IOException when the program cannot be run
    static CliProcess start(
            List<String> command, Map<String, String> environment, Map<String, String> extra, Deadlines.Limits limits)
            throws IOException {
        Path directory = Files.createTempDirectory("signalbox-cli-");
        try {
            var builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            environment.forEach((name, value) -> {
                if (ENVIRONMENT.contains(name)) {
                    builder.environment().put(name, value);
                }
            });
            builder.environment().putAll(extra);
            return new CliProcess(builder.start(), directory, limits);
        } catch (IOException | RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    /// Gives the program its whole input and closes it. One that answers without reading is not a failure.
    void give(byte[] input) {
        try (var in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException notRead) {
            // what it says, or that it ended, tells more than this
        }
    }

    /// The next line without its end; null when there is no more.
    ///
    /// @throws IOException when the run was ended from outside, or its output passes the bounds
    byte[] line() throws IOException {
        var line = new ByteArrayOutputStream(1024);
        int next;
        while ((next = out.read()) >= 0 && next != '\n') {
            line.write(next);
            if (line.size() > LONGEST_LINE || ++received > MOST_OUTPUT) {
                end(Ended.TOO_MUCH);
                break;
            }
        }
        if (ended != Ended.NOT) {
            throw new IOException("the run was ended");
        }
        waitAtMost(System.nanoTime() + limits.idle().toNanos());
        return next < 0 && line.size() == 0 ? null : line.toByteArray();
    }

    Ended ended() {
        return ended;
    }

    private void waitAtMost(long limit) {
        due = limit - totalDue < 0 ? limit : totalDue;
    }

    @Override
    public long dueNanos() {
        return due;
    }

    @Override
    public void expire() {
        end(Ended.TOO_LATE);
    }

    /// Kills the program and everything it started.
    void end(Ended why) {
        synchronized (this) {
            if (ended == Ended.NOT) {
                ended = why;
            }
        }
        // first the children: once their parent is gone they cannot be found
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        remove(directory);
    }

    private static void remove(Path directory) {
        try (var inside = Files.walk(directory)) {
            inside.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException left) {
            // what another process holds open stays behind, empty
        }
    }
}
