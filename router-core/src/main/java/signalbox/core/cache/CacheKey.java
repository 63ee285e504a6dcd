package signalbox.core.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import signalbox.core.dialect.neutral.Json;

/// What makes two requests the same, as a hash that tells nobody what was asked. Immutable.
public final class CacheKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec SECRET = secret();

    private final byte[] hash;

    private CacheKey(byte[] hash) {
        this.hash = hash;
    }

    /// @param scope whatever else must be equal: workload, key, policy version, class, wire format
    /// @param body a request body; the order of its fields and its white space do not matter
    /// @throws IllegalArgumentException when it is not one JSON document
    public static CacheKey of(List<String> scope, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(SECRET);
            for (String part : scope) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            mac.update(sorted(Json.read(body)).bytes());
            return new CacheKey(mac.doFinal());
        } catch (IOException e) {
            throw new IllegalArgumentException("not one JSON document", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static Json sorted(Json value) {
        return switch (value) {
            case Json.Obj(var fields) -> {
                var sorted = Json.object();
                new TreeMap<>(fields).forEach((name, field) -> sorted.put(name, sorted(field)));
                yield sorted;
            }
            case Json.Arr(var items) -> {
                var array = Json.array();
                items.forEach(item -> array.add(sorted(item)));
                yield array;
            }
            default -> value;
        };
    }

    private static SecretKeySpec secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(random, ALGORITHM);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key && Arrays.equals(hash, key.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
