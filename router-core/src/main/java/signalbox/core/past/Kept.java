package signalbox.core.past;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Workload;
import signalbox.core.price.Usage;
import signalbox.core.simulate.PastReplay;

/// Calls kept small until all are read, because files are in no order and budgets are added up in that of time.
final class Kept {
    static final int MOST = 1 << 20;

    private static final Counter[] COUNTERS = {
        Counter.IN_TEXT,
        Counter.CACHE_READ,
        Counter.CACHE_WRITE_5M,
        Counter.CACHE_WRITE_1H,
        Counter.OUT_TEXT,
        Counter.OUT_REASON
    };
    private static final int WIDTH = COUNTERS.length + 2;
    private static final int INDEX_BITS = 20;

    private record What(PastTool tool, String model) {}

    private final List<What> whats = new ArrayList<>();
    private final Map<What, Integer> numbers = new HashMap<>();
    private long[] keys = new long[1024];
    private long[] rows = new long[1024 * WIDTH];
    private int count;

    /// @return false when there is no more room
    boolean add(PastCall call, long spent) {
        if (count == MOST) {
            return false;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            rows = Arrays.copyOf(rows, count * 2 * WIDTH);
        }
        var what = new What(call.tool(), call.model());
        int number =
                numbers.computeIfAbsent(
                        what,
                        added -> {
                            whats.add(added);
                            return whats.size() - 1;
                        });
        keys[count] = call.at().toEpochMilli() << INDEX_BITS | count;
        int at = count * WIDTH;
        for (int i = 0; i < COUNTERS.length; i++) {
            rows[at + i] = call.usage().count(COUNTERS[i]);
        }
        rows[at + COUNTERS.length] = spent;
        rows[at + COUNTERS.length + 1] = number;
        count++;
        return true;
    }

    /// Hands every call to a replay, oldest first.
    void replay(Workload workload, PastReplay replay, Runnable pulse) {
        long[] order = Arrays.copyOf(keys, count);
        Arrays.sort(order);
        for (long key : order) {
            int at = (int) (key & (MOST - 1)) * WIDTH;
            What what = whats.get((int) rows[at + COUNTERS.length + 1]);
            Usage usage = usage(at);
            replay.add(
                    Instant.ofEpochMilli(key >> INDEX_BITS),
                    facts(workload, what, usage),
                    usage,
                    rows[at + COUNTERS.length]);
            pulse.run();
        }
    }

    private Usage usage(int at) {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        for (int i = 0; i < COUNTERS.length; i++) {
            if (rows[at + i] > 0) {
                counts.put(COUNTERS[i], rows[at + i]);
            }
        }
        var usage = new Usage(counts, 0, "", "", -1);
        return new Usage(counts, usage.inputTokens(), "", "", -1);
    }

    private static CallFacts facts(Workload workload, What what, Usage usage) {
        return new CallFacts(
                workload.name(),
                "",
                what.tool.wire(),
                what.model,
                workload.pii(),
                usage.inputTokens(),
                -1,
                1,
                false,
                what.tool.needs(),
                0,
                "");
    }
}
