package signalbox.core.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Choices by share that are no dice: equal inputs always choose alike, on every machine and after every restart. Pure.
final class Chance {
    private Chance() {}

    /// An even 64-bit number for a seed and a name, mixed as SplitMix64 does (Steele, Lea and Flood, 2014).
    static long mixed(long seed, String name) {
        long z = seed * 0x9E3779B97F4A7C15L + name.hashCode();
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// A number above 0 and below 1, evenly spread.
    static double unit(long seed, String name) {
        return ((mixed(seed, name) >>> 11) + 0.5) / (1L << 53);
    }

    /// A number from 0 to `buckets` - 1 for an id, from a cryptographic hash: ids that resemble each other spread as
    /// evenly as any.
    static long bucket(String salt, String id, long buckets) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            long hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
            return Math.unsignedMultiplyHigh(hash, buckets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
