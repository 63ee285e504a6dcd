package signalbox.app.routes;

import java.util.List;
import signalbox.core.ledger.Ledger;

/// How the arms of an experiment have done lately.
///
/// @param problem why it could not be read; null when it could
record Outcomes(String experiment, List<Ledger.ArmOutcome> arms, Exception problem) {
    static final Outcomes NONE = new Outcomes("", List.of(), null);

    Outcomes {
        arms = List.copyOf(arms);
    }
}
