package signalbox.core.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One secret in memory. Prints as `Secret[hidden]`; only [#reveal] gives it out. Immutable.
public final class Secret {
    private final byte[] ascii;

    private Secret(byte[] ascii) {
        this.ascii = ascii;
    }

    /// Takes a secret as an operator or an environment gives it; white space around it is dropped.
    ///
    /// @throws SecretException `secret_malformed` when it is empty or holds anything but visible ASCII: such a value
    ///   cannot stand in a header
    public static Secret of(char[] text) throws SecretException {
        int start = 0;
        int end = text.length;
        while (start < end && Character.isWhitespace(text[start])) {
            start++;
        }
        while (end > start && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        var ascii = new byte[end - start];
        for (int i = start; i < end; i++) {
            if (text[i] <= ' ' || text[i] >= 0x7f) {
                Arrays.fill(ascii, (byte) 0);
                throw new SecretException(
                        "secret_malformed", "The key holds a character that no key has. Copy it again, the key alone.");
            }
            ascii[i - start] = (byte) text[i];
        }
        if (ascii.length == 0) {
            throw new SecretException("secret_malformed", "The key is empty. Paste the key and store it again.");
        }
        return new Secret(ascii);
    }

    static Secret ofAscii(byte[] ascii) {
        return new Secret(ascii.clone());
    }

    byte[] ascii() {
        return ascii.clone();
    }

    /// The secret itself, for the header it belongs in and nowhere else.
    public String reveal() {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
