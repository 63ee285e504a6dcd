package signalbox.app.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policyfile.PolicyFile;

class SimulatorPageTest {
    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    private void open() {
        ui = Ui.open(router);
        ui.go(Destination.SIMULATOR);
        ui.untilSays("The draft can be read.");
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private String draft() {
        return ((TextArea) ui.find(node -> node instanceof TextArea && node.getStyleClass().contains("draft-text")))
                .getText();
    }

    @Test
    void aDraftThatMovesACallSaysWhereAndMarksTheSteps() {
        open();
        assertTrue(ui.says("The draft does the same with this call."), ui.texts());
        ui.fill("Draft policy as text", draft().replace("openai/gpt-5.4-mini", "openai/gpt-5.4-nano"));
        ui.fill("Draft policy as text", draft().replace("anthropic/claude-sonnet-5", "anthropic/claude-haiku-5"));
        ui.untilSays("The draft changes this call.");
        assertTrue(ui.says("Only here"), ui.texts());
    }

    @Test
    void whatIsWrongWithADraftLeadsToItsLine() {
        open();
        String wrong = draft().replace("pii: internal", "pii: secretive");
        ui.fill("Draft policy as text", wrong);
        ui.untilSays("keep the draft from being read.");
        assertTrue(ui.says("secretive") || ui.says("pii"), ui.texts());
        ui.on(() -> {
            ((Hyperlink) ui.scene().getRoot().lookup(".draft-problem")).fire();
            return null;
        });
        var text = (TextArea) ui.find(node -> node.getStyleClass().contains("draft-text"));
        assertTrue(text.getSelectedText().contains("secretive"), text.getSelectedText());
        ui.fire("Apply draft");
        ui.untilSays("The draft cannot be read yet.");
    }

    @Test
    void aLongDraftIsShownWhenItIsAskedFor() throws Exception {
        var text = new StringBuilder("signalbox: 1\nproviders:\n  house:\n    vendor: local\n");
        text.append("    base-url: practice\n    models:\n      qwen3: {context: 32000}\n");
        text.append("routes:\n  cheap: [house/qwen3]\nworkloads:\n");
        for (int i = 0; i < 600; i++) {
            text.append("  workload-").append(i).append(": {route: cheap}\n");
        }
        router.apply(new PolicyChange.Replace(PolicyFile.read(text.toString())), "ben", "");
        open();
        assertTrue(ui.says("which take a moment to show"), ui.texts());
        ui.fire("Show the text");
        String shown = draft();
        assertTrue(shown.contains("workload-599"), shown);
        assertEquals(router.policy().workloads(), PolicyFile.read(shown).workloads());
    }

    @Test
    void replaysUnderTheDraftAndExportsWhatItFound(@TempDir Path folder) throws IOException {
        open();
        ui.fill("Draft policy as text", draft().replace("anthropic/claude-sonnet-5", "anthropic/claude-haiku-5"));
        ui.untilSays("The draft changes this call.".substring(0, 9));
        ui.until(() -> !ui.says("kept from"));
        ui.fire("Replay last 24 h");
        ui.untilSays("Replayed the last 24 hours.");
        assertTrue(ui.says("Change in spend"), ui.texts());
        Path file = folder.resolve("simulation.txt");
        ui.desk().answer(file);
        ui.fire("Export");
        ui.untilSays("Saved simulation.txt.");
        String text = Files.readString(file);
        assertTrue(text.contains("would move") && text.contains("Policy in force: Goes to"), text);
        ui.fire("Replay last 7 d");
        ui.untilSays("Replayed the last 168 hours.");
    }

    @Test
    void appliesADraftThatLoosensOnlyWithAReason() {
        open();
        long version = router.policy().version();
        ui.fill("Draft policy as text", draft().replace("limit: $25.00", "limit: $35.00"));
        ui.until(() -> router.policy().version() == version);
        applyOnceRead();
        ui.untilSays("This lets $10.00 more through a day on budget nightly-etl-day.");
        ui.fireInBox("Apply draft");
        ui.untilSays("Say why; this lets more through than before.");
        ui.fill("Why", "Quarter end");
        ui.fireInBox("Apply draft");
        ui.untilSays("The draft is the policy now.");
        assertEquals(35_000_000_000L, router.policy().budgets().get("nightly-etl-day").cap());
        assertTrue(router.asked().contains("apply Replace because Quarter end"), router.asked().toString());
    }

    @Test
    void saysWhatChangedSinceTheDraftWasBegunAndOffersBoth() throws Exception {
        open();
        ui.fill("Draft policy as text", draft().replace("limit: $25.00", "limit: $24.00"));
        var theirs = router.policy().budgets().get("everything-month");
        router.apply(new PolicyChange.Remove(new PolicyChange.Part.OfBudget(theirs)), "ben", "");
        String title = "The policy changed since this draft was begun";
        Awaitility.await()
                .until(() -> {
                    ui.fire("Apply draft");
                    return ui.says(title);
                });
        ui.fireInBox("Take theirs");
        ui.until(() -> !draft().contains("everything-month"));
        assertTrue(draft().contains("limit: $25.00"), draft());
    }

    /// A draft is read a moment after it was typed.
    private void applyOnceRead() {
        Awaitility.await()
                .until(() -> {
                    ui.fire("Apply draft");
                    return ui.has(node -> node.getStyleClass().contains("loosens"));
                });
    }

    @Test
    void startsFromAVersionThatWasInForce() {
        open();
        var menu = (MenuButton) ui.find(node -> node instanceof MenuButton);
        ui.on(() -> {
            menu.getItems().getFirst().fire();
            return null;
        });
        ui.settle();
        assertTrue(draft().contains("limit: $20.00"), draft());
    }

    @Test
    void startsFromAFileAndSaysWhenItCannotBeRead(@TempDir Path folder) throws IOException {
        open();
        ui.desk().answer(folder.resolve("gone.yaml"));
        ui.fire("File…");
        ui.untilSays("gone.yaml cannot be read as text. Choose another.");
        ui.desk().answer(Files.writeString(folder.resolve("other.yaml"), "signalbox: 1\n"));
        ui.fire("File…");
        ui.until(() -> draft().equals("signalbox: 1\n"));
    }

    @Test
    void asksAboutABodyAndAboutACallThatIsOnlyDescribed() {
        open();
        ui.fire("Pasted call");
        ui.fill("Request", "{\"model\":");
        ui.untilSays("The request cannot be read");
        ui.fill(
                "Request",
                "{\"model\":\"workload:support-bot\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        ui.untilSays("Goes to openai/gpt-5.4-mini");
        ui.fire("Form");
        ui.fill("Input tokens", "many");
        ui.untilSays("Write a whole number");
        ui.fill("Input tokens", "2,000,000,00");
        ui.untilSays("Refused:");
    }

    @Test
    void opensACallOfThePast() {
        open();
        var row = router.ledger().recent(9).getLast();
        ui.go(new Route.Simulate(row.id()));
        assertTrue(ui.says(SampleCalls.id(row)), ui.texts());
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Simulate(5));
            return null;
        });
        ui.untilSays("The ledger has no such call any more.");
    }

    @Test
    void anEmptyRouterSaysWhatWillStandThere() {
        ui = Ui.open(new FakeRouter().policy(Policy.EMPTY));
        ui.go(Destination.SIMULATOR);
        assertTrue(ui.says("Choose a call to see where it goes, and why."), ui.texts());
        ui.fire("Replay last 24 h");
        ui.untilSays("There were no calls to plan again.");
    }
}
