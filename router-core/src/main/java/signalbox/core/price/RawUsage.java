package signalbox.core.price;

import java.util.Arrays;
import java.util.EnumSet;

/// The numbers of one or several usage objects of one answer, as they stood on the wire. One thread.
final class RawUsage {
    private static final UsageField[] FIELDS = UsageField.values();
    private static final long ABSENT = -1;

    private final long[] values = new long[FIELDS.length];
    private final boolean cacheInside;
    final EnumSet<UsageFlag> flags = EnumSet.noneOf(UsageFlag.class);
    String tier = "";

    /// Anthropic's fast mode, which is priced like a tier.
    boolean fast;

    String geo = "";

    /// What the provider says it billed, in pico-dollars; -1 when it does not.
    long costPico = -1;

    /// What its own upstream billed beside that, under the customer's own key.
    long upstreamPico = -1;

    boolean ownKey;

    /// Bedrock names: cache counts stand beside the input count whatever the format says.
    boolean disjoint;

    /// Something that must be known could not be read.
    boolean damaged;

    /// @param cacheInside whether cache reads are part of the input count, so that fewer of them is dearer
    RawUsage(boolean cacheInside) {
        this.cacheInside = cacheInside;
        Arrays.fill(values, ABSENT);
    }

    boolean has(UsageField field) {
        return values[field.ordinal()] != ABSENT;
    }

    /// The field's number; 0 when it is absent.
    long get(UsageField field) {
        return Math.max(0, values[field.ordinal()]);
    }

    /// Takes a number of the object that is being read.
    void put(UsageField field, long value) {
        long before = values[field.ordinal()];
        if (before == ABSENT) {
            values[field.ordinal()] = value;
        } else if (field.additive()) {
            values[field.ordinal()] = before + value;
        } else if (before != value) {
            values[field.ordinal()] = dearer(field, before, value);
            flags.add(UsageFlag.CONTRADICTION);
        }
    }

    void unreadable(UsageField field) {
        flags.add(UsageFlag.UNREADABLE_FIELD);
        damaged |= !field.dispensable();
    }

    /// Takes in the next usage object of the same answer: counts are cumulative, the last that says something wins, and
    /// one that falls keeps its dearer value.
    void update(RawUsage next) {
        for (var field : FIELDS) {
            long before = values[field.ordinal()];
            long now = next.values[field.ordinal()];
            if (now == ABSENT || now == before) {
                continue;
            }
            if (before != ABSENT && now < before) {
                flags.add(UsageFlag.NOT_MONOTONE);
                now = dearer(field, before, now);
            }
            values[field.ordinal()] = now;
        }
        flags.addAll(next.flags);
        fast |= next.fast;
        tier = next.tier.isEmpty() ? tier : next.tier;
        geo = next.geo.isEmpty() ? geo : next.geo;
        costPico = Math.max(costPico, next.costPico);
        upstreamPico = Math.max(upstreamPico, next.upstreamPico);
        ownKey |= next.ownKey;
        disjoint |= next.disjoint;
        damaged |= next.damaged;
    }

    private long dearer(UsageField field, long a, long b) {
        boolean discount = cacheInside && !disjoint && field == UsageField.CACHED;
        return discount ? Math.min(a, b) : Math.max(a, b);
    }
}
