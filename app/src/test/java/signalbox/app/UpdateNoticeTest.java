package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.preferences.Releases;
import signalbox.app.shell.StatusBar;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;

class UpdateNoticeTest {
    private static final URI PLACE = URI.create("https://example.org/newest.json");

    private final FakeMachine machine = new FakeMachine();
    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private Ui ui;

    @BeforeEach
    void open() {
        ui = Ui.open(SampleDay.router(), machine);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private UpdateNotice notice(StatusBar status, String newest) {
        return ui.on(() ->
                new UpdateNotice(
                        ui.graph().tools(),
                        "1.0",
                        status,
                        place -> {
                            asked.add(place);
                            if (newest.isEmpty()) {
                                throw new IOException("no answer");
                            }
                            return new Releases.Release(newest, "https://example.org/1.1");
                        }));
    }

    private void wanted(boolean daily) {
        ui.on(() -> {
            machine.settings().feed().set(PLACE.toString());
            machine.settings().updatesDaily().set(daily);
            return null;
        });
    }

    @Test
    void nobodyIsAskedUnlessItIsSwitchedOn() {
        notice(new StatusBar("v1.0"), "1.1");
        wanted(false);
        notice(new StatusBar("v1.0"), "1.1");
        ui.settle();
        assertEquals(List.of(), asked);
    }

    @Test
    void aNewerVersionIsSaidOnceADayAndLeadsToItsPage() {
        wanted(true);
        var status = ui.on(() -> new StatusBar("v1.0"));
        var notice = notice(status, "1.1");
        ui.until(() -> link(status).isVisible());
        assertEquals("Version 1.1 is out", link(status).getText());
        look(notice);
        assertEquals(List.of(PLACE), asked, "not again on the same day");
        ui.on(() -> {
            machine.settings().updatesLooked().set(SampleDay.NOW.minus(Duration.ofHours(25)).toString());
            link(status).fire();
            return null;
        });
        assertEquals(Optional.of(URI.create("https://example.org/1.1")), ui.desk().browsed());
        look(notice);
        assertEquals(2, asked.size());
    }

    @Test
    void whatWasAnsweredTodayIsSaidByTheScreensOfTheNextLanguageToo() {
        wanted(true);
        var before = ui.on(() -> new StatusBar("v1.0"));
        notice(before, "1.1");
        ui.until(() -> link(before).isVisible());
        var status = ui.on(() -> new StatusBar("v1.0"));
        notice(status, "1.1");
        assertEquals(List.of(PLACE), asked, "not again on the same day");
        assertTrue(link(status).isVisible());
        ui.on(() -> {
            link(status).fire();
            return null;
        });
        assertEquals(Optional.of(URI.create("https://example.org/1.1")), ui.desk().browsed());
    }

    @Test
    void theSameVersionAndNoAnswerSayNothing() {
        wanted(true);
        var status = ui.on(() -> new StatusBar("v1.0"));
        notice(status, "1.0");
        ui.settle();
        assertFalse(link(status).isVisible());
        machine.settings().updatesLooked().set("");
        notice(status, "");
        ui.settle();
        assertEquals(2, asked.size());
        assertFalse(link(status).isVisible());
    }

    private void look(UpdateNotice notice) {
        ui.on(() -> {
            notice.look();
            return null;
        });
        ui.settle();
    }

    private static Hyperlink link(StatusBar status) {
        return (Hyperlink)
                ((Parent) status.node())
                        .getChildrenUnmodifiable().stream()
                                .filter(node -> node instanceof Hyperlink)
                                .findFirst()
                                .orElseThrow();
    }
}
