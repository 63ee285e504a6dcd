package signalbox.core.secret;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The vault's file, byte for byte; pure. Numbers are big-endian.
///
/// ```
/// magic "SBXVAULT" | format u8 | kdf u8 | iterations u32 | salt 16      (lock: additional data of the wrapped key)
/// nonce 12 | wrapped data key 48 | generation u64 | count u16
/// record*: id text | origin text | version u64 | nonce 12 | sealed u16 + bytes      (text: u16 + UTF-8)
/// HMAC-SHA256 over everything before it, 32
/// ```
record VaultFile(Lock lock, byte[] wrapNonce, byte[] wrappedKey, long generation, List<Entry> entries) {
    private static final byte[] MAGIC = "SBXVAULT".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int WRAPPED_BYTES = Sealing.KEY_BYTES + 16;
    private static final int MAX_ITERATIONS = 50_000_000;

    /// How the data key is wrapped.
    ///
    /// @param kdf 0: the key in `vault.key`; 1: PBKDF2-HMAC-SHA256 over the master password
    record Lock(int kdf, int iterations, byte[] salt) {
        static final int KEY_FILE = 0;
        static final int PASSWORD = 1;

        byte[] additionalData() {
            return ByteBuffer.allocate(MAGIC.length + 6 + Sealing.SALT_BYTES)
                    .put(MAGIC)
                    .put((byte) FORMAT)
                    .put((byte) kdf)
                    .putInt(iterations)
                    .put(salt)
                    .array();
        }
    }

    /// One sealed secret.
    record Entry(String id, String origin, long version, byte[] nonce, byte[] sealed) {
        /// Record id ‖ origin ‖ version, each with its length, so that no two records share additional data.
        static byte[] additionalData(String id, String origin, long version) {
            return collect(out -> {
                writeText(out, id);
                writeText(out, origin);
                out.writeLong(version);
            });
        }
    }

    byte[] encode(byte[] dataKey) {
        var content =
                collect(out -> {
                    out.write(lock.additionalData());
                    out.write(wrapNonce);
                    out.write(wrappedKey);
                    out.writeLong(generation);
                    out.writeShort(entries.size());
                    for (var entry : entries) {
                        writeText(out, entry.id());
                        writeText(out, entry.origin());
                        out.writeLong(entry.version());
                        out.write(entry.nonce());
                        out.writeShort(entry.sealed().length);
                        out.write(entry.sealed());
                    }
                });
        var file = Arrays.copyOf(content, content.length + Sealing.MAC_BYTES);
        System.arraycopy(Sealing.mac(dataKey, content, content.length), 0, file, content.length, Sealing.MAC_BYTES);
        return file;
    }

    /// Reads the shape; nothing in it is trusted before the wrapped key opened and the seal matched.
    ///
    /// @throws SecretException `vault_damaged`
    static VaultFile decode(byte[] file) throws SecretException {
        try {
            var in = ByteBuffer.wrap(file, 0, Math.max(0, file.length - Sealing.MAC_BYTES));
            if (!Arrays.equals(bytes(in, MAGIC.length), MAGIC) || in.get() != FORMAT) {
                throw damaged();
            }
            var lock = new Lock(in.get(), in.getInt(), bytes(in, Sealing.SALT_BYTES));
            if (lock.kdf() != Lock.KEY_FILE && lock.kdf() != Lock.PASSWORD
                    || lock.iterations() < 0
                    || lock.iterations() > MAX_ITERATIONS) {
                throw damaged();
            }
            var nonce = bytes(in, Sealing.NONCE_BYTES);
            var wrapped = bytes(in, WRAPPED_BYTES);
            var decoded = new VaultFile(lock, nonce, wrapped, in.getLong(), entries(in));
            if (in.hasRemaining()) {
                throw damaged();
            }
            return decoded;
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    private static List<Entry> entries(ByteBuffer in) {
        int count = Short.toUnsignedInt(in.getShort());
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            var id = text(in);
            var origin = text(in);
            long version = in.getLong();
            var nonce = bytes(in, Sealing.NONCE_BYTES);
            entries.add(new Entry(id, origin, version, nonce, bytes(in, Short.toUnsignedInt(in.getShort()))));
        }
        return List.copyOf(entries);
    }

    static boolean sealMatches(byte[] file, byte[] dataKey) {
        int length = file.length - Sealing.MAC_BYTES;
        var stored = Arrays.copyOfRange(file, length, file.length);
        return MessageDigest.isEqual(stored, Sealing.mac(dataKey, file, length));
    }

    static SecretException damaged() {
        return new SecretException(
                "vault_damaged",
                "The vault file was changed or is damaged, so no key in it is used. Put vault.previous in the place of"
                        + " vault, or move both away and store the keys again.");
    }

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] collect(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        var result = new byte[count];
        in.get(result);
        return result;
    }
}
