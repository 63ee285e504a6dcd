package signalbox.app.shell;

import java.time.InstantSource;
import signalbox.app.live.Background;
import signalbox.app.live.LiveFeed;
import signalbox.core.Router;

/// What every screen works with; made once in `AppGraph`.
///
/// @param actor the operating-system user, for the audit trail
public record Tools(
        Router router,
        Serving serving,
        LiveFeed feed,
        Background background,
        InstantSource clock,
        String actor,
        Navigator navigator,
        Toasts toasts,
        Modals modals,
        Shortcuts shortcuts,
        Desk desk,
        Machine machine) {}
