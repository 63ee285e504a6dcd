package signalbox.app;

import java.lang.ref.WeakReference;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.app.text.Text;

/// Screens that are made anew in another language leave nothing of the old ones behind.
class LanguageChangeTest {
    private final FakeMachine machine = new FakeMachine();
    private final Ui ui = Ui.open(SampleDay.router(), machine);

    @AfterEach
    void close() {
        ui.close();
        Text.use(Locale.ENGLISH.getLanguage());
    }

    @Test
    void nothingHoldsOnToTheScreensOfTheOldLanguage() {
        var old = new WeakReference<>(ui.graph());
        ui.on(() -> {
            machine.settings().language().set("zh");
            return null;
        });
        ui.untilSays("概览");
        Awaitility.await()
                .until(() -> {
                    System.gc();
                    return old.refersTo(null);
                });
    }
}
