package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What following the audit trail's hash chain found. Who notes the head can tell later whether the trail up to there
/// is still the same. Immutable.
///
/// @param rows how many entries there are
/// @param head hash of the last entry that is in order; 64 zeros when there is none
/// @param broken the first place where the chain breaks; empty for a whole one
public record AuditCheck(long rows, String head, Optional<Break> broken) {
    private static final Logger LOG = LoggerFactory.getLogger(AuditCheck.class);

    /// @param sequence number of the entry
    /// @param why what is wrong with it, without a subject
    public record Break(long sequence, String why) {}

    /// Checks the trail of a data directory that no router writes. Changes nothing.
    ///
    /// @return empty when there is no database, it cannot be read, or it is of an earlier version and not chained yet
    public static Optional<AuditCheck> of(Path dataDir) {
        Path store = dataDir.resolve(Database.DIRECTORY);
        if (!Files.isRegularFile(Database.file(store))) {
            return Optional.empty();
        }
        try (Database database = Database.openToRead(store)) {
            return Optional.of(AuditChain.check(database.handle(), OptionalLong.empty()));
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.info("The audit trail could not be checked: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
