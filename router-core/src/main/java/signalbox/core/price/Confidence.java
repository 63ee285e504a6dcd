package signalbox.core.price;

import java.util.Locale;

/// How well a price record is backed.
public enum Confidence {
    /// Independent tables say the same.
    AGREED,
    /// One table only.
    SINGLE_SOURCE,
    /// Tables disagree; the note says how.
    DISPUTED,
    /// Computed from another record by a documented rule of the vendor.
    DERIVED,
    /// True by definition: local models, the practice provider.
    DEFINITION,
    /// Brought in by the operator.
    IMPORTED;

    /// Lower case with dashes, as in price files: `single-source`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when there is none of that id
    public static Confidence of(String id) {
        for (var confidence : values()) {
            if (confidence.id().equals(id)) {
                return confidence;
            }
        }
        throw new IllegalArgumentException("unknown confidence: " + id);
    }
}
