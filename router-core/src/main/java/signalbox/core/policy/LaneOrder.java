package signalbox.core.policy;

/// In which order a lane's targets are tried.
public enum LaneOrder {
    /// As they are listed.
    LISTED,
    /// By weight, a stable share of the calls each.
    WEIGHTED,
    /// The one with most room left first: calls in flight and quota, relative to weight.
    LEAST_LOADED,
    /// The cheapest for this very call first.
    CHEAPEST,
    /// The one that answers soonest first.
    FASTEST,
    /// Free, then subscription, then reserved, then paid.
    FREE_FIRST,
    /// Reserved capacity while there is room, then the others as listed.
    RESERVED_FIRST
}
