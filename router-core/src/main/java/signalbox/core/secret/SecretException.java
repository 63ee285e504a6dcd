package signalbox.core.secret;

/// A secret cannot be had or kept. `code` is stable and searchable (`vault_locked`, `vault_damaged`, `vault_origin`,
/// `vault_key_missing`, `vault_unwritable`, `wrong_password`, `secret_malformed`, `keys_damaged`); the message says
/// what to do. Neither ever holds a secret.
public final class SecretException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public SecretException(String code, String message) {
        super(message);
        this.code = code;
    }

    public SecretException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
