package signalbox.app.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.Ui;
import signalbox.core.Router;
import signalbox.core.RouterConfig;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Target;

/// The first run, as a stranger has it: over the policy of a fresh data directory.
class WelcomeTest {
    private final FakeMachine machine = new FakeMachine();
    private FakeRouter router;
    private Ui ui;

    @TempDir Path dir;

    @BeforeEach
    void fresh() throws Exception {
        try (Router real = Router.open(RouterConfig.of(dir.resolve("data")).withEnvironment(Map.of()))) {
            router = new FakeRouter().policy(real.policy());
        }
        machine.settings().welcomed().set(false);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void aFoundKeyBecomesTheFirstTargetTheCapIsSetAndATestShowsItsCost() {
        ui = Ui.open(router, machine.environment(Map.of("OPENAI_API_KEY", "sk-0123456789abcdef1a2b")));
        ui.untilSays("Welcome to Signalbox");
        assertTrue(ui.says("OpenAI: OPENAI_API_KEY ····1a2b"), ui.texts());
        ui.fire("Continue");
        ui.untilSays("Step 2 of 3");
        var route = router.policy().routes().get(router.policy().workloads().get("default").route());
        var first = route.targets().getFirst();
        assertEquals("openai", first.provider());
        assertEquals(1, route.targets().size(), "practice never stands beside real targets");
        ui.on(() -> {
            ((Slider) ui.scene().getRoot().lookup(".slider")).setValue(35);
            return null;
        });
        ui.fire("Continue");
        ui.untilSays("Step 3 of 3");
        assertEquals(35 * Amount.DOLLAR, router.policy().budgetsOf("default").getFirst().cap());
        ui.on(() -> {
            ui.scene().getRoot().lookupAll(".modal .button").stream()
                    .map(Button.class::cast)
                    .filter(one -> one.getText().equals("Send test request"))
                    .forEach(Button::fire);
            return null;
        });
        ui.untilSays("✓ openai/" + first.model() + " answered in 412 ms for 0.01 ¢.");
        ui.fire("Done");
        assertFalse(ui.graph().tools().modals().showing());
        assertTrue(machine.settings().welcomed().get());
        ui.untilSays("A provider is there");
        assertTrue(ui.says("Make the first call"), ui.texts());
        ui.fire("Put the first steps away");
        assertFalse(ui.says("Make the first call"));
    }

    @Test
    void whenTheFoundKeyDoesNotWorkPracticeIsOneClickAway() {
        router.providers().answerTests(false, 502, "The address of openai cannot be found.");
        ui = Ui.open(router, machine.environment(Map.of("OPENAI_API_KEY", "sk-0123456789abcdef1a2b")));
        ui.untilSays("Welcome to Signalbox");
        ui.fire("Continue");
        ui.untilSays("Step 2 of 3");
        ui.fire("Continue");
        ui.untilSays("Step 3 of 3");
        ui.fireInBox("Send test request");
        ui.untilSays("The answer was 502");
        router.providers().answerTests(true, 200, "ok");
        ui.fireInBox("Practise for now");
        ui.untilSays("✓ practice/practice-small answered");
        assertEquals("practice", router.policy().workloads().get("default").route());
        assertTrue(router.policy().providers().containsKey("openai"));
    }

    @Test
    void severalFoundKeysBecomeLanesInTheOrderTheyAreListedIn() {
        ui =
                Ui.open(
                        router,
                        machine.environment(
                                Map.of("OPENAI_API_KEY", "sk-0123456789ab1a2b", "ANTHROPIC_API_KEY", "sk-ant-3c4d")));
        ui.untilSays("Welcome to Signalbox");
        ui.fire("Continue");
        ui.untilSays("Step 2 of 3");
        var route = router.policy().routes().get(router.policy().workloads().get("default").route());
        assertEquals(
                Set.of("openai", "anthropic"),
                route.targets().stream().map(Target::provider).collect(Collectors.toSet()));
    }

    @Test
    void withoutAKeyThePracticeProviderAnswersAndWrongAmountsAreSaid() {
        ui = Ui.open(router, machine.environment(Map.of()));
        ui.untilSays("No key was found in the environment.");
        ui.fire("Continue");
        ui.untilSays("Step 2 of 3");
        ui.on(() -> {
            ((TextField) ui.scene().getRoot().lookup(".money-field")).setText("a lot");
            return null;
        });
        ui.fire("Continue");
        ui.untilSays("Write an amount of money");
        ui.press(KeyCode.ESCAPE);
        ui.until(() -> !ui.graph().tools().modals().showing());
        ui.untilSays("Add a provider");
    }
}
