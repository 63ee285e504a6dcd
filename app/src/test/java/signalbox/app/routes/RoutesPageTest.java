package signalbox.app.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Target;

class RoutesPageTest {
    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    private void open(String route) {
        ui = Ui.open(router);
        ui.go(new Route.Lanes(route));
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private signalbox.core.policy.Route route(String name) {
        return router.policy().routes().get(name);
    }

    @Test
    void saysAtTheLaneWhatHasNoEffectAndAppliesWhatMendsIt() {
        open("standard");
        assertTrue(ui.says("▲ The weights have no effect; give the lane order: weighted or least-loaded."), ui.texts());
        assertTrue(ui.says("Used by"), ui.texts());
        ui.choose("Order of the targets", LaneOrder.WEIGHTED);
        assertFalse(ui.says("The weights have no effect"), ui.texts());
        ui.press(KeyCode.CONTROL, KeyCode.S);
        ui.untilSays("Route standard is changed.");
        assertEquals(LaneOrder.WEIGHTED, route("standard").lanes().getFirst().order());
        assertEquals(2, route("standard").lanes().size());
        ui.fire("Undo");
        ui.until(() -> route("standard").lanes().getFirst().order() == LaneOrder.LISTED);
    }

    @Test
    void replaysTheLastDayUnderTheDraftBeforeItIsApplied() {
        open("standard");
        ui.choose("Order of the targets", LaneOrder.WEIGHTED);
        ui.fire("Replay last 24 h");
        ui.until(() -> ui.says("of the last 24 hours") || ui.says("would move"));
        assertFalse(ui.says("Replaying"));
        assertEquals(LaneOrder.LISTED, route("standard").lanes().getFirst().order());
        ui.fire("Discard");
    }

    @Test
    void offersNoTargetOfAProviderThatIsGone() {
        open("standard");
        assertTrue(ui.has(node -> offers(node, "ollama")));
        var left = new LinkedHashMap<>(router.policy().providers());
        left.remove("ollama");
        router.policy(router.policy().withProviders(left));
        ui.go(Destination.OVERVIEW);
        ui.go(Destination.ROUTES);
        assertFalse(ui.has(node -> offers(node, "ollama")));
    }

    private static boolean offers(Node node, String provider) {
        return node instanceof ComboBox<?> box
                && box.getItems().stream().anyMatch(item -> item.toString().startsWith(provider + "/"));
    }

    @Test
    void reordersByKeyboardAndKeepsTheFocusOnTheTarget() {
        open("standard");
        ui.on(() -> {
            ui.scene().getRoot().lookup(".lane .target-row .text-field").requestFocus();
            return null;
        });
        ui.press(KeyCode.ALT, KeyCode.DOWN);
        ui.press(KeyCode.CONTROL, KeyCode.S);
        ui.untilSays("Route standard is changed.");
        assertEquals(
                List.of(new Target("gemini", "gemini-3-flash", 1), new Target("openai", "gpt-5.4-mini", 3)),
                route("standard").lanes().getFirst().targets());
    }

    @Test
    void whatIsWrongStandsAtItsLaneAndNothingIsApplied() {
        open("frontier");
        ui.fire("Add a lane");
        ui.untilSays("▲ A lane without targets; remove it.");
        ui.fire("Apply");
        ui.untilSays("Something is wrong with a lane");
        assertEquals(2, route("frontier").lanes().size());
        ui.fire("Remove lane 3");
        ui.until(() -> !ui.says("A lane without targets"));
    }

    @Test
    void showsHowTheArmsDidAndSaysSoWhenItCannot() {
        open("trial");
        ui.untilSays("How the arms did in the last 7 days");
        assertTrue(ui.says("2.3 s"), ui.texts());
        assertTrue(ui.says("Arm nano failed more often"), ui.texts());
        router.ledger().failOutcomes(new IllegalStateException("closed"));
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Lanes("standard"));
            ui.graph().tools().navigator().go(new Route.Lanes("trial"));
            return null;
        });
        ui.untilSays("The ledger cannot be read.");
    }

    @Test
    void startsAnExperimentFromTheFirstLaneAndEndsIt() {
        open("frontier");
        ui.fire("Start an experiment");
        ui.fill("Share of the arm", "3");
        ui.press(KeyCode.CONTROL, KeyCode.S);
        ui.untilSays("Route frontier is changed.");
        var split = route("frontier").experiment().orElseThrow();
        assertEquals("frontier-trial", split.name());
        assertEquals(3, split.arms().getFirst().weight());
        ui.fire("End the experiment");
        ui.fire("Apply");
        ui.until(() -> route("frontier").experiment().isEmpty());
    }

    @Test
    void plansACallOnTheDraftWithReasons() {
        open("frontier");
        ui.fire("Remove anthropic/claude-sonnet-5");
        ui.fire("Remove lane 1");
        ui.fire("Plan");
        ui.untilSays("1. openai/gpt-5.4: primary");
        assertTrue(ui.says("route.primary"), ui.texts());
        assertEquals(2, route("frontier").lanes().size());
    }

    @Test
    void aRouteInUseStaysAndANewOneCanBeMadeAndRemoved() {
        open("standard");
        ui.fire("Remove this route");
        ui.untilSays("Route standard is used by");
        ui.press(KeyCode.N);
        ui.fill("Name", "cheap");
        ui.fire("Begin");
        ui.choose("Add a target", "ollama/llama-4-8b");
        ui.fire("Apply");
        ui.untilSays("Route cheap is ready.");
        assertEquals("ollama", route("cheap").targets().getFirst().provider());
        ui.fire("Remove this route");
        ui.until(() -> route("cheap") == null);
    }

    @Test
    void aRouteThatSomebodyElseChangedIsNotOverwritten() {
        open("frontier");
        ui.choose("Add a target", "openai/gpt-5.4-nano");
        var other = new signalbox.core.policy.Route("frontier", route("trial").lanes());
        router.policy(new PolicyChange.Put(new PolicyChange.Part.OfRoute(other)).applyTo(router.policy()));
        ui.fire("Apply");
        ui.untilSays("was changed elsewhere");
        assertEquals(other, route("frontier"));
        ui.fire("Put mine in its place");
        ui.until(() -> !other.equals(route("frontier")));
        assertTrue(route("frontier").targets().stream().anyMatch(one -> one.model().equals("gpt-5.4-nano")));
    }

    @Test
    void withoutRoutesItSaysWhatOneIs() {
        router.policy(router.policy().withRoutes(new LinkedHashMap<>()).withWorkloads(new LinkedHashMap<>()));
        ui = Ui.open(router);
        ui.go(Destination.ROUTES);
        ui.untilSays("No routes yet");
        ui.fire("Make a route");
        ui.untilSays("Name");
    }
}
