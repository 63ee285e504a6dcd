package signalbox.core.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Keeps the bytes of one value while it passes by in pieces.
final class Capture {
    /// Far above any usage object; what is longer is not kept.
    private static final int LONGEST = 64 << 10;

    private byte[] kept = new byte[512];
    private int length;
    private boolean on;
    private boolean tooLong;
    private byte[] buffer;
    private int from;

    /// The buffer that indices mean from now on.
    void buffer(byte[] bytes, int start) {
        buffer = bytes;
        from = start;
    }

    void begin(int at) {
        on = true;
        tooLong = false;
        length = 0;
        from = at;
    }

    void drop() {
        on = false;
    }

    /// Keeps what the buffer holds of the value, up to `to`, because the buffer goes away.
    void keep(int to) {
        if (on) {
            append(to);
        }
        buffer = null;
    }

    /// The bytes of the value, which ends before `at`; null when it was too long.
    byte[] end(int at) {
        append(at);
        on = false;
        return tooLong ? null : Arrays.copyOf(kept, length);
    }

    private void append(int to) {
        int more = to - from;
        if (tooLong || length + more > LONGEST) {
            tooLong = true;
            return;
        }
        if (length + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length + more, kept.length * 2));
        }
        System.arraycopy(buffer, from, kept, length, more);
        length += more;
        from = to;
    }

    /// The text that a captured string means.
    static String text(byte[] quoted) {
        for (byte b : quoted) {
            if (b == '\\') {
                return JsonLeaves.of(quoted).getOrDefault("", "");
            }
        }
        return new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
    }

    static boolean isJson(byte[] captured) {
        try (var json = Jackson.FACTORY.createParser(captured)) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }
}
