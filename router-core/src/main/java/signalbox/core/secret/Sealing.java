package signalbox.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The vault's primitives: AES-256-GCM with random 96-bit nonces, PBKDF2-HMAC-SHA256, HMAC-SHA256. All of the JDK.
final class Sealing {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int SALT_BYTES = 16;
    static final int MAC_BYTES = 32;

    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealing() {}

    static byte[] random(int bytes) {
        var result = new byte[bytes];
        RANDOM.nextBytes(result);
        return result;
    }

    static byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plain) {
        try {
            return gcm(Cipher.ENCRYPT_MODE, key, nonce, aad, plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    /// @throws GeneralSecurityException when key, nonce, additional data or ciphertext is not the one it was sealed
    ///   with
    static byte[] unseal(byte[] key, byte[] nonce, byte[] aad, byte[] sealed) throws GeneralSecurityException {
        return gcm(Cipher.DECRYPT_MODE, key, nonce, aad, sealed);
    }

    private static byte[] gcm(int mode, byte[] key, byte[] nonce, byte[] aad, byte[] input)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }

    static byte[] derive(char[] password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password, salt, iterations, KEY_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    /// The seal over the whole file, under a key of its own.
    static byte[] mac(byte[] dataKey, byte[] content, int length) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(dataKey, "HmacSHA256"));
            var macKey = mac.doFinal("signalbox vault file".getBytes(StandardCharsets.US_ASCII));
            mac.init(new SecretKeySpec(macKey, "HmacSHA256"));
            mac.update(content, 0, length);
            Arrays.fill(macKey, (byte) 0);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
        }
    }
}
