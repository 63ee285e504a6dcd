package signalbox.core.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

/// A small file system of a test's own. Where none may be mounted (only Linux's root may), the test is skipped and says
/// so on a line that starts with `disk:`.
public final class Mount implements AutoCloseable {
    private final Path at;
    private final Path device;

    private Mount(Path at, Path device) {
        this.at = at;
        this.device = device;
    }

    /// One in memory.
    public static Mount tmpfs(Path at, int megabytes) throws Exception {
        Files.createDirectories(at);
        orSkip(List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", at.toString()));
        return new Mount(at, null);
    }

    /// An ext4 in a file, which becomes read-only at its first error.
    public static Mount ext4(Path at, Path image, int megabytes) throws Exception {
        Files.createDirectories(at);
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) megabytes << 20);
        }
        orSkip(List.of("mkfs.ext4", "-q", "-F", image.toString()));
        orSkip(List.of("mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString()));
        var mount = new Mount(at, Path.of("/sys/fs/ext4", Path.of(source(at)).getFileName().toString()));
        skipUnless(Files.isWritable(mount.device.resolve("trigger_fs_error")), "this kernel fails no ext4 on purpose");
        return mount;
    }

    /// The same after a check of the file system, as a restart of the machine would make it.
    public static Mount repaired(Path at, Path image) throws Exception {
        run(List.of("e2fsck", "-p", "-f", image.toString()));
        orSkip(List.of("mount", "-o", "loop", image.toString(), at.toString()));
        return new Mount(at, null);
    }

    /// Makes every further write fail, as a broken disk would.
    public void fail() throws IOException {
        Files.writeString(device.resolve("trigger_fs_error"), "test");
    }

    /// @return whether the system did it; it does not while a file is open for writing
    public boolean remount(String options) throws Exception {
        return run(List.of("mount", "-o", "remount," + options, at.toString())).isEmpty();
    }

    /// Fills what is free.
    public void fill() throws IOException {
        Path filler = Files.createTempFile(at, "filler", "");
        byte[] block = new byte[64 * 1024];
        try (var out = Files.newOutputStream(filler)) {
            for (int size = block.length; size > 0; ) {
                try {
                    out.write(block, 0, size);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        }
    }

    /// Deletes what filled it.
    public void empty() throws IOException {
        try (var fillers = Files.newDirectoryStream(at, "filler*")) {
            for (Path filler : fillers) {
                Files.delete(filler);
            }
        }
    }

    private static String source(Path at) throws Exception {
        var process = new ProcessBuilder("findmnt", "-no", "SOURCE", at.toString()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static void orSkip(List<String> command) throws Exception {
        String problem = run(command);
        skipUnless(problem.isEmpty(), String.join(" ", command.subList(0, 3)) + ": " + problem);
    }

    private static void skipUnless(boolean possible, String why) {
        if (!possible) {
            System.out.println("disk: not tested here, " + why);
        }
        Assumptions.assumeTrue(possible, why);
    }

    /// @return what went wrong; empty when nothing did
    private static String run(List<String> command) throws Exception {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "it failed" : said;
        } catch (IOException e) {
            return "there is no " + command.getFirst();
        }
    }

    @Override
    public void close() {
        try {
            // whoever still closes its files is waited for: mounted again before that, it would be the same mount
            await().atMost(Duration.ofSeconds(15)).until(() -> run(List.of("umount", at.toString())).isEmpty());
        } catch (ConditionTimeoutException busy) {
            lazily();
        }
    }

    private void lazily() {
        try {
            run(List.of("umount", "-l", at.toString()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
