package signalbox.app.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.UnknownCallers.Caller;

class DetectedCallersTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<String> adopted = new ArrayList<>();
    private DetectedCallers detected;
    private Ui ui;

    @BeforeEach
    void open() {
        ui =
                Ui.show(() -> {
                    detected = new DetectedCallers(2, false, caller -> adopted.add(caller.agent()), caller -> {});
                    return new VBox(detected.node());
                });
    }

    @AfterEach
    void close() {
        ui.close();
    }

    /// @param first the minute of the first call
    /// @param last the minute of the latest
    private static Caller caller(String agent, int first, int last) {
        return new Caller(agent, "", false, last, NOON.plusSeconds(first * 60), NOON.plusSeconds(last * 60));
    }

    private void show(int minute, Caller... callers) {
        ui.on(() -> {
            detected.show(List.of(callers), () -> NOON.plusSeconds(minute * 60));
            return null;
        });
    }

    private Node adopt(String agent) {
        return ui.find(node -> ("Adopt " + agent + " as a workload").equals(node.getAccessibleText()));
    }

    @Test
    void anAppThatKeepsCallingDoesNotPullItsButtonAway() {
        show(2, caller("aider/1", 1, 2));
        var button = adopt("aider/1");
        show(3, caller("aider/1", 1, 3));
        assertSame(button, adopt("aider/1"));
        assertTrue(ui.says("3 calls · now"), ui.texts());
        ui.fire("Adopt aider/1 as a workload");
        assertEquals(List.of("aider/1"), adopted);
    }

    @Test
    void twoThatCallByTurnsKeepTheirPlaces() {
        show(5, caller("zed/1", 2, 5), caller("aider/1", 1, 4));
        var texts = ui.texts();
        show(6, caller("aider/1", 1, 6), caller("zed/1", 2, 5));
        assertTrue(texts.indexOf("zed/1") < texts.indexOf("aider/1"), texts);
        assertTrue(ui.texts().indexOf("zed/1") < ui.texts().indexOf("aider/1"), ui.texts());
    }

    @Test
    void theTimeGoesOnWhileNobodyCalls() {
        show(2, caller("aider/1", 1, 2));
        assertTrue(ui.says("2 calls · now"), ui.texts());
        show(7, caller("aider/1", 1, 2));
        assertTrue(ui.says("2 calls · 5 min ago"), ui.texts());
    }

    @Test
    void ofMoreTheNumberIsTold() {
        show(5, caller("zed/1", 3, 5), caller("aider/1", 2, 4), caller("goose/1", 1, 3));
        assertTrue(ui.says("1 more"), ui.texts());
        show(6, caller("goose/1", 1, 6), caller("zed/1", 3, 5), caller("aider/1", 2, 4));
        assertTrue(ui.says("goose/1"), ui.texts());
        show(7, caller("goose/1", 1, 6));
        assertTrue(!ui.says("1 more") && !ui.says("zed/1"), ui.texts());
    }

    @Test
    void theScreenSaysTheTimeAnewWhenItIsShownAgain() {
        ui.close();
        var router = SampleDay.router();
        router.callers().refused("aider/1", "");
        var now = new AtomicReference<>(SampleDay.NOW);
        ui = Ui.open(router, Theme.Choice.LIGHT, now::get);
        ui.go(Destination.WORKLOADS);
        ui.untilSays("1 call · now");
        ui.go(Destination.OVERVIEW);
        now.set(SampleDay.NOW.plusSeconds(300));
        ui.go(Destination.WORKLOADS);
        ui.untilSays("1 call · 5 min ago");
    }
}
