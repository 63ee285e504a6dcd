package signalbox.core.proxy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds out which process listens on a port, from the process file system of Linux (proc(5): `net/tcp` names the
/// socket's inode, `PID/fd` links to it). Best effort: another user's process, or another system, gives nothing.
final class PortOwner {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    /// @param proc where the process file system is, usually `/proc`
    PortOwner(Path proc) {
        this.proc = proc;
    }

    /// @return such as `nginx (process 812)`, or empty
    String of(int port) {
        var sockets = new HashSet<String>();
        for (var table : List.of("tcp", "tcp6")) {
            addListeners(proc.resolve("net").resolve(table), port, sockets);
        }
        return sockets.isEmpty() ? "" : holder(sockets);
    }

    private static void addListeners(Path table, int port, Set<String> sockets) {
        var suffix = ":%04X".formatted(port);
        try {
            for (var line : Files.readAllLines(table)) {
                var fields = line.strip().split("\\s+");
                if (fields.length > INODE
                        && fields[STATE].equals(LISTENING)
                        && fields[LOCAL_ADDRESS].endsWith(suffix)) {
                    sockets.add("socket:[" + fields[INODE] + "]");
                }
            }
        } catch (IOException e) {
            // not Linux, or no IPv6: nothing to add
        }
    }

    private String holder(Set<String> sockets) {
        try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var process : processes) {
                if (holds(process, sockets)) {
                    return name(process) + " (process " + process.getFileName() + ")";
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return "";
        }
        return "";
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // ended meanwhile, or another user's
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "a program";
        }
    }
}
