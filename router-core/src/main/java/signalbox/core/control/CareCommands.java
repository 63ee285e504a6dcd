package signalbox.core.control;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;
import signalbox.core.DataCare;
import signalbox.core.RouterException;

/// Commands about a data directory, the same whether its router runs or not. Stateless.
public final class CareCommands {
    private CareCommands() {}

    /// Runs one command: `backup` with `file`, `ledger-verify` or `ledger-rebuild`.
    ///
    /// @param progress told how far a rebuild is
    /// @return one JSON object
    /// @throws RouterException when it cannot be done
    public static ControlCommands.Result run(DataCare care, Map<String, String> request, LongConsumer progress)
            throws RouterException {
        String report =
                switch (request.getOrDefault("command", "")) {
                    case "backup" -> CareReport.of(care.backup(path(request.getOrDefault("file", ""))));
                    case "ledger-verify" -> CareReport.of(care.verify(), care.verifyAudit());
                    case "ledger-rebuild" -> CareReport.of(care.rebuild(progress));
                    default -> throw new IllegalArgumentException("no such command");
                };
        return out -> out.write(report.getBytes(StandardCharsets.UTF_8));
    }

    /// The client names files as they are from the root, because the router was started elsewhere.
    static Path path(String text) throws RouterException {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new RouterException("bad_path", "\"" + text + "\" is no file name.", e);
        }
        throw new RouterException("bad_path", "\"" + text + "\" is no absolute file name.");
    }
}
