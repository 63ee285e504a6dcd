package signalbox.core.dialect;

import signalbox.core.policy.Wire;

/// The dialects there are, by wire format.
final class Dialects {
    private Dialects() {}

    static Dialect of(Wire wire) {
        throw new IllegalArgumentException("no dialect for " + wire.id());
    }
}
