package signalbox.core.vendor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The registry of vendors, read once from `vendors.ini`.
public final class Vendors {
    private static final SequencedMap<String, Vendor> ALL = VendorFile.read();

    /// Any endpoint compatible with a wire format: what a vendor that is not in the registry counts as.
    private static final Vendor OTHER = ALL.get("other");

    private Vendors() {}

    /// Every vendor, in the file's order.
    public static Collection<Vendor> all() {
        return ALL.values();
    }

    /// Those that the console proposes.
    public static List<Vendor> shown() {
        return ALL.values().stream().filter(Vendor::shown).toList();
    }

    /// A vendor by the id that a policy gives.
    public static Optional<Vendor> known(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    /// The same, or what any compatible endpoint is like.
    public static Vendor of(String id) {
        return ALL.getOrDefault(id, OTHER);
    }

    /// The vendor whose key usually stands in that environment variable.
    public static Optional<Vendor> ofVariable(String variable) {
        return shown().stream().filter(vendor -> !variable.isEmpty() && vendor.variable().equals(variable)).findFirst();
    }

    /// The id whose list prices a vendor's models have.
    public static String pricedAs(String id) {
        return known(id).map(vendor -> vendor.usage().pricedAs()).orElse(id);
    }
}
