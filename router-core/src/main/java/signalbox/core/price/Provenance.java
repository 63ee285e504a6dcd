package signalbox.core.price;

/// How well the usage of a ledger row is known.
public enum Provenance {
    /// The provider said so.
    REPORTED,
    /// Counted by us from what was delivered.
    COUNTED,
    /// Bounded by us: the input bound plus what was delivered.
    ESTIMATED,
    /// Unknown outcome: the whole hold stays charged until reviewed.
    HELD,
    /// Nothing was billed.
    NONE
}
