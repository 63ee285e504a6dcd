package signalbox.core.past;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What an audit has counted already, over all its files: 64 bits a call. One thread.
final class Seen {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Map<String, String> families = new HashMap<>();
    private long[] slots = new long[1 << 10];
    private int used;

    /// Whether these words come for the first time.
    boolean first(String... words) {
        long hash = OFFSET;
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                hash = (hash ^ word.charAt(i)) * PRIME;
            }
            hash = (hash ^ 0xFFFF) * PRIME;
        }
        return add(mixed(hash));
    }

    /// The session that a session goes back to: itself, or the oldest that it was forked from.
    ///
    /// @param parent empty for none
    String family(String session, String parent) {
        String family = parent.isEmpty() ? session : families.getOrDefault(parent, parent);
        if (!session.isEmpty()) {
            families.putIfAbsent(session, family);
        }
        return family;
    }

    /// Spreads all bits, so that neighbours do not stand together.
    private static long mixed(long hash) {
        long spread = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        spread ^= spread >>> 32;
        return spread == 0 ? 1 : spread;
    }

    private boolean add(long hash) {
        int at = (int) hash & (slots.length - 1);
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return false;
            }
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = hash;
        if (++used * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        used = 0;
        Arrays.stream(old).filter(hash -> hash != 0).forEach(this::add);
    }
}
