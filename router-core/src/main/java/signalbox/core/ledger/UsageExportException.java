package signalbox.core.ledger;

/// A provider's export cannot be read. Nothing of it was used.
public final class UsageExportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long row;

    UsageExportException(long row, String why) {
        super("Row " + row + ": " + why + ".");
        this.row = row;
    }

    /// The line of the file, from 1, the header included.
    public long row() {
        return row;
    }
}
