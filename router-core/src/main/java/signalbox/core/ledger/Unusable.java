package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Says why a data directory cannot be used, and what to do. Pure.
final class Unusable {
    private Unusable() {}

    static LedgerException dataDir(Path dataDir, IOException e) {
        return new LedgerException(
                "data_dir_unusable",
                "The data directory "
                        + dataDir
                        + " cannot be used: "
                        + why(e)
                        + ". Make room or repair its permissions,"
                        + " or choose another data directory.",
                e);
    }

    /// The messages of file system errors are bare paths; their kind is what a person needs.
    static String why(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException _ -> "a file has its name";
            case NotDirectoryException _ -> "it is not a directory";
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.toString();
        };
    }

    static LedgerException journal(JournalCheck.Damage damage, Throwable cause) {
        if (damage.newer()) {
            return new LedgerException(
                    "journal_newer",
                    "The journal "
                            + damage.file()
                            + " was written by a newer version of Signalbox. Start that version; nothing"
                            + " was changed.",
                    cause);
        }
        return new LedgerException(
                "journal_damaged",
                "The journal "
                        + damage.file()
                        + " is damaged at byte "
                        + damage.offset()
                        + ": "
                        + damage.why()
                        + ". Nothing was changed. Keep what is sound with: signalbox ledger salvage; or restore a"
                        + " backup with: signalbox restore FILE.zip --replace.",
                cause);
    }
}
