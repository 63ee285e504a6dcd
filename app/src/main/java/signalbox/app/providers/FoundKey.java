package signalbox.app.providers;

import java.util.List;
import java.util.Map;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// A provider key that stands in the environment: the variable, and enough of its value to know it by.
///
/// @param hint the last four characters of a value long enough that they give nothing away; else empty
record FoundKey(String variable, String hint) {
    private static final int LONG_ENOUGH = 16;

    /// The keys in an environment: those of the vendors first, in their order, then others that look like keys.
    static List<FoundKey> in(Map<String, String> environment) {
        var vendors = Vendors.shown().stream().map(Vendor::variable).toList();
        return environment.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .filter(entry -> vendors.contains(entry.getKey()) || entry.getKey().endsWith("_API_KEY"))
                .map(entry -> new FoundKey(entry.getKey(), hint(entry.getValue().strip())))
                .sorted((a, b) ->
                        rank(vendors, a) != rank(vendors, b)
                                ? Integer.compare(rank(vendors, a), rank(vendors, b))
                                : a.variable.compareTo(b.variable))
                .toList();
    }

    /// `OPENAI_API_KEY ····1a2b`.
    String words() {
        return variable + " ····" + hint;
    }

    private static int rank(List<String> vendors, FoundKey key) {
        int place = vendors.indexOf(key.variable);
        return place < 0 ? vendors.size() : place;
    }

    private static String hint(String value) {
        return value.length() < LONG_ENOUGH ? "" : value.substring(value.length() - 4);
    }
}
