package signalbox.core.ledger;

/// The ledger of a data directory cannot be opened. `code` is stable and searchable; the message says what to do.
///
/// Codes: `data_dir_in_use`, `data_dir_unusable`, `journal_damaged`, `journal_newer`.
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
