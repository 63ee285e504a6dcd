package signalbox.core.ledger;

/// A data directory, or a backup of one, cannot be used as asked. `code` is stable and searchable; the message says
/// what to do.
///
/// Codes at opening: `data_dir_in_use`, `data_dir_unusable`, `journal_damaged`, `journal_newer`, `store_newer`. What
/// [Backup], [Restore], [Salvage], [JournalCheck] and [Rebuild] add stands there.
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public LedgerException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
