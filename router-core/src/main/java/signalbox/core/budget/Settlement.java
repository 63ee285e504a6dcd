package signalbox.core.budget;

import java.util.List;

/// What settling a hold charged.
///
/// @param charges one for every budget that was charged more than 0
/// @param overrun whether the actual exceeded what was held on some budget; it was charged in full all the same, and
///   the caller should report an incident and rest that model
public record Settlement(List<Charge> charges, boolean overrun) {
    static final Settlement RELEASED = new Settlement(List.of(), false);

    public Settlement {
        charges = List.copyOf(charges);
    }
}
