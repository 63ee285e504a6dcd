package signalbox.core.pii;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The placeholders of one call, such as `[EMAIL_k3v9zq2m7xwd]`, and what they stand for. Equal texts get equal
/// placeholders while this process runs, so that conversations stay coherent and providers' prompt caches work; without
/// the process's key nobody can tell a text from its placeholder or make one up. Letters, digits, brackets and
/// underscores only: it is written alike in text, JSON and JSON within JSON. Used by one thread.
public final class Placeholders {
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;

    private final byte[] key;
    private final Map<String, String> originals = new HashMap<>();
    private int longest;

    /// @param key at least 16 random bytes, secret to this process
    public Placeholders(byte[] key) {
        this.key = key.clone();
    }

    /// The placeholder for a text.
    public String of(String kind, String text) {
        String label = kind.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        for (int round = 0; ; round++) {
            String placeholder = "[" + label + "_" + code(kind + '\0' + round + '\0' + text) + "]";
            String there = originals.putIfAbsent(placeholder, text);
            if (there == null || there.equals(text)) {
                longest = Math.max(longest, placeholder.length());
                return placeholder;
            }
        }
    }

    public boolean isEmpty() {
        return originals.isEmpty();
    }

    /// How many different texts have one.
    public int size() {
        return originals.size();
    }

    /// The text with every placeholder of this call replaced by what it stands for.
    ///
    /// @param json whether the text is itself JSON, so that what is put back is escaped as part of a JSON string
    public String restore(String text, boolean json) {
        int open = text.indexOf('[');
        if (open < 0 || originals.isEmpty()) {
            return text;
        }
        var restored = new StringBuilder(text.length());
        int from = 0;
        for (; open >= 0; open = text.indexOf('[', open + 1)) {
            int close = text.indexOf(']', open);
            String original = close < 0 ? null : originals.get(text.substring(open, close + 1));
            if (original != null) {
                restored.append(text, from, open).append(json ? escaped(original) : original);
                from = close + 1;
                open = close;
            }
        }
        return restored.append(text, from, text.length()).toString();
    }

    /// From where on the end of a text could be the beginning of a placeholder; its length when it cannot.
    public int undecided(String text) {
        for (int i = Math.max(0, text.length() - longest + 1); i < text.length(); i++) {
            if (text.charAt(i) == '[' && begins(text.substring(i))) {
                return i;
            }
        }
        return text.length();
    }

    private boolean begins(String end) {
        return originals.keySet().stream().anyMatch(each -> each.length() > end.length() && each.startsWith(end));
    }

    private String code(String text) {
        byte[] mac;
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac = hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
        var code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(mac[i] & 0x1F));
        }
        return code.toString();
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> escaped.append('\\').append(c);
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }
}
