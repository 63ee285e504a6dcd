package signalbox.core;

import java.util.Locale;
import signalbox.core.policy.PiiClass;

/// The header by which a client may raise a call's class. A value that is no class counts as the strictest: a client
/// that says something about sensitivity is not to be misread as saying nothing. Pure.
final class PiiHeader {
    static final String NAME = "x-signalbox-pii";

    private PiiHeader() {}

    static PiiClass raise(PiiClass floor, String header) {
        if (header.isEmpty()) {
            return floor;
        }
        for (PiiClass pii : PiiClass.values()) {
            if (pii.name().toLowerCase(Locale.ROOT).equals(header.strip().toLowerCase(Locale.ROOT))) {
                return floor.atLeast(pii);
            }
        }
        return PiiClass.PRIVATE;
    }
}
