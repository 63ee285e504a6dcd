package signalbox.core.policy;

import java.util.Locale;

/// The disjoint buckets that usage is kept in and rates are given for (costs.md, cost math 1). Token counters count
/// tokens; call counters count calls.
public enum Counter {
    IN_TEXT,
    IN_AUDIO,
    IN_IMAGE,
    CACHE_READ,
    CACHE_WRITE_5M,
    CACHE_WRITE_1H,
    OUT_TEXT,
    OUT_REASON,
    OUT_AUDIO,
    OUT_IMAGE,
    WEB_SEARCH_CALLS,
    OTHER_TOOL_CALLS,
    FIXED_FEE;

    /// Whether this counter counts tokens (and so counts against a token budget).
    public boolean tokens() {
        return compareTo(WEB_SEARCH_CALLS) < 0;
    }

    /// Lower case with dashes, as in policy files and exports: `cache-write-5m`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
