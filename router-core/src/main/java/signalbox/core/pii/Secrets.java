package signalbox.core.pii;

import java.util.List;
import java.util.Locale;

/// Keys and passwords: by the prefixes that issuers gave them for this purpose, and by high entropy after a word such
/// as `token`.
final class Secrets {
    private static final int LEAST_ENTROPIC = 16;
    private static final double LEAST_BITS = 3.2;

    private static final List<Shape> SHAPES =
            List.of(
                    new Shape("sk-ant-", 32, "anthropic-key"),
                    new Shape("sk-or-", 32, "openrouter-key"),
                    new Shape("sk-proj-", 32, "openai-key"),
                    new Shape("sk-svcacct-", 32, "openai-key"),
                    new Shape("sk-", 24, "api-key"),
                    new Shape("sbx-", 20, "signalbox-key"),
                    new Shape("gsk_", 32, "groq-key"),
                    new Shape("xai-", 40, "xai-key"),
                    new Shape("csk-", 32, "cerebras-key"),
                    new Shape("ghp_", 36, "github-token"),
                    new Shape("gho_", 36, "github-token"),
                    new Shape("ghu_", 36, "github-token"),
                    new Shape("ghs_", 36, "github-token"),
                    new Shape("ghr_", 36, "github-token"),
                    new Shape("github_pat_", 40, "github-token"),
                    new Shape("glpat-", 20, "gitlab-token"),
                    new Shape("AKIA", 20, "aws-key"),
                    new Shape("ASIA", 20, "aws-key"),
                    new Shape("xoxb-", 24, "slack-token"),
                    new Shape("xoxp-", 24, "slack-token"),
                    new Shape("xoxa-", 24, "slack-token"),
                    new Shape("xoxr-", 24, "slack-token"),
                    new Shape("xoxs-", 24, "slack-token"),
                    new Shape("xapp-", 24, "slack-token"),
                    new Shape("AIza", 39, "google-key"),
                    new Shape("ya29.", 30, "google-token"),
                    new Shape("sk_live_", 24, "stripe-key"),
                    new Shape("rk_live_", 24, "stripe-key"),
                    new Shape("sk_test_", 24, "stripe-key"),
                    new Shape("whsec_", 24, "stripe-key"),
                    new Shape("hf_", 30, "hugging-face-token"),
                    new Shape("npm_", 36, "npm-token"),
                    new Shape("pypi-", 40, "pypi-token"),
                    new Shape("SG.", 40, "sendgrid-key"),
                    new Shape("dop_v1_", 40, "digitalocean-token"),
                    new Shape("shpat_", 32, "shopify-token"),
                    new Shape("AGE-SECRET-KEY-", 40, "age-key"));

    private static final boolean[] FIRST = firsts();
    private static final List<String> NAMES =
            List.of("key", "token", "secret", "password", "passwd", "pwd", "passphrase", "bearer", "credential");

    private Secrets() {}

    /// @param least length with the prefix
    private record Shape(String prefix, int least, String what) {}

    /// Looks at a run of letters, digits, dashes and underscores.
    static Finding at(Text text, int start, int end) {
        char first = text.at(start);
        if (first == '-' && text.startsWith("-----BEGIN ", start)) {
            return pem(text, start);
        }
        if (first < 0x80 && FIRST[first]) {
            Finding known = known(text, start);
            if (known != null) {
                return known;
            }
        }
        // words without a digit are nearly all there is, and no keys
        return mixed(text, start, end) && named(text, start, end) ? entropic(text, start) : null;
    }

    private static Finding known(Text text, int start) {
        if (text.startsWith("eyJ", start)) {
            return jwt(text, start);
        }
        for (Shape shape : SHAPES) {
            if (text.startsWith(shape.prefix, start)) {
                int end = end(text, start, shape.prefix.endsWith("."));
                boolean mixed = end - start >= shape.least && mixed(text, start + shape.prefix.length(), end);
                return mixed ? new Finding(PiiScan.SECRET, shape.what, start, end) : null;
            }
        }
        return null;
    }

    private static Finding jwt(Text text, int start) {
        int end = end(text, start, true);
        int dots = 0;
        for (int i = start; i < end; i++) {
            dots += text.at(i) == '.' ? 1 : 0;
        }
        return dots >= 2 && end - start >= 36 ? new Finding(PiiScan.SECRET, "jwt", start, end) : null;
    }

    /// A private key from its first line to its last; to the end of the text when the last line is missing.
    private static Finding pem(Text text, int start) {
        int line = start;
        while (line < text.to() && line - start < 64 && !text.startsWith("PRIVATE KEY-----", line)) {
            line++;
        }
        if (!text.startsWith("PRIVATE KEY-----", line)) {
            return null;
        }
        int end = line;
        while (end < text.to() && !text.startsWith("-----END ", end)) {
            end++;
        }
        end = Math.min(text.to(), end + 9);
        while (end < text.to() && !text.startsWith("-----", end) && text.at(end) >= ' ') {
            end++;
        }
        return new Finding(PiiScan.SECRET, "private-key", start, Math.min(text.to(), end + 5));
    }

    /// Whether the run is what something with a telling name is set to.
    private static boolean named(Text text, int start, int end) {
        int i = start;
        while (start - i < 8 && " \t:=\"'`>\\".indexOf(text.at(i - 1)) >= 0 && text.at(i - 1) != 0) {
            i--;
        }
        if (i == start || end - start < 10) {
            return false;
        }
        int word = i;
        while (i - word < 24 && (text.word(word - 1) || text.at(word - 1) == '_' || text.at(word - 1) == '-')) {
            word--;
        }
        String name = text.part(word, i).toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(name::endsWith);
    }

    private static Finding entropic(Text text, int start) {
        int end = start;
        while (end < text.to() && end - start < 512 && (token(text.at(end)) || "+/=.".indexOf(text.at(end)) >= 0)) {
            end++;
        }
        while (text.at(end - 1) == '.' || text.at(end - 1) == '=' && text.at(end - 2) != '=') {
            end--;
        }
        boolean dense = end - start >= LEAST_ENTROPIC && mixed(text, start, end) && bits(text, start, end) > LEAST_BITS;
        return dense ? new Finding(PiiScan.SECRET, "high-entropy", start, end) : null;
    }

    /// Shannon entropy in bits a character.
    private static double bits(Text text, int start, int end) {
        int[] counts = new int[128];
        int total = 0;
        for (int i = start; i < end; i++) {
            if (text.at(i) < 128) {
                counts[text.at(i)]++;
                total++;
            }
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /// Letters and digits both: what is only words is no key.
    private static boolean mixed(Text text, int start, int end) {
        boolean digit = false;
        boolean letter = false;
        for (int i = start; i < end; i++) {
            digit |= text.digit(i);
            letter |= text.letter(i);
        }
        return digit && letter;
    }

    private static int end(Text text, int start, boolean dots) {
        int end = start;
        while (end < text.to() && (token(text.at(end)) || dots && text.at(end) == '.')) {
            end++;
        }
        while (end > start && text.at(end - 1) == '.') {
            end--;
        }
        return end;
    }

    static boolean token(char c) {
        return c < 0x80 && (Text.letter(c) || c >= '0' && c <= '9' || c == '_' || c == '-');
    }

    private static boolean[] firsts() {
        boolean[] firsts = new boolean[128];
        firsts['e'] = true;
        SHAPES.forEach(shape -> firsts[shape.prefix.charAt(0)] = true);
        return firsts;
    }
}
