package signalbox.core.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The app keys that were issued: for each name the SHA-256 of its secret, never the secret. A file of one line per
/// key, `name hash`, owner-only.
///
/// A secret is 40 random letters and digits (238 bits), so a plain hash needs no salt, and the time of a look-up by
/// hash tells nothing about how much of a guess was right. Thread-safe; [#find] takes no lock and touches no disk.
public final class AppKeys {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_LETTERS = 40;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern LINE = Pattern.compile("(" + NAME + ") ([0-9a-f]{64})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    /// Hash to name.
    private volatile Map<String, String> names;

    private AppKeys(Path file, Map<String, String> names) {
        this.file = file;
        this.names = names;
    }

    /// @param file need not exist yet
    /// @throws SecretException `keys_damaged` when a line makes no sense: a key that is half there is no key
    public static AppKeys open(Path file) throws SecretException {
        var names = new TreeMap<String, String>();
        try {
            if (Files.exists(file)) {
                PrivateFiles.tighten(file);
                for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    var match = LINE.matcher(line);
                    if (!match.matches()) {
                        throw damaged(file, null);
                    }
                    names.put(match.group(2), match.group(1));
                }
            }
        } catch (IOException e) {
            throw damaged(file, e);
        }
        return new AppKeys(file, Map.copyOf(names));
    }

    /// Issues a new secret for a name, in place of one it had. It is returned once and can never be shown again.
    ///
    /// @return `sbx-NAME-…`
    /// @throws IllegalArgumentException when the name is not one of lower-case letters, digits, dot, dash, underscore
    public synchronized Secret issue(String name) throws SecretException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a key: " + name);
        }
        var secret = new StringBuilder("sbx-").append(name).append('-');
        for (int i = 0; i < SECRET_LETTERS; i++) {
            secret.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        var issued = Secret.of(secret.toString().toCharArray());
        var changed = without(name);
        changed.put(hash(issued.reveal()), name);
        save(changed);
        return issued;
    }

    /// Revokes the key of that name at once; nothing happens when there is none.
    public synchronized void revoke(String name) throws SecretException {
        save(without(name));
    }

    /// The name of the key that a presented secret belongs to.
    public Optional<String> find(String secret) {
        return Optional.ofNullable(names.get(hash(secret)));
    }

    /// The names that have a secret.
    public Set<String> names() {
        return Set.copyOf(names.values());
    }

    private TreeMap<String, String> without(String name) {
        var changed = new TreeMap<>(names);
        changed.values().removeIf(name::equals);
        return changed;
    }

    private void save(Map<String, String> changed) throws SecretException {
        var text = new StringBuilder();
        changed.forEach((hash, name) -> text.append(name).append(' ').append(hash).append('\n'));
        try {
            PrivateFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SecretException(
                    "keys_unwritable", "The app keys cannot be written. Check the disk and the directory's owner.", e);
        }
        names = Map.copyOf(changed);
    }

    private static String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static SecretException damaged(Path file, IOException cause) {
        return new SecretException(
                "keys_damaged",
                "The file of app keys ("
                        + file.getFileName()
                        + ") cannot be read. Restore it, or move it away and issue"
                        + " the keys again.",
                cause);
    }
}
