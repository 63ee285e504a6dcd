package signalbox.app.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.CheckBox;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Tripwire.Action;

class PrivacyPageTest {
    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    @BeforeEach
    void open() {
        ui = Ui.open(router);
        ui.go(Destination.PRIVACY);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private void cell(String row, int kind) {
        ui.on(() -> {
            @SuppressWarnings("unchecked")
            var table = (TableView<String>) ui.scene().getRoot().lookup(".privacy-matrix");
            var column = table.getColumns().get(kind + 1);
            table.getSelectionModel().clearAndSelect(table.getItems().indexOf(row), column);
            table.getFocusModel().focus(table.getItems().indexOf(row), column);
            return null;
        });
        ui.settle();
    }

    private void choose(int item) {
        var menu = (MenuButton) ui.find(node -> node instanceof MenuButton);
        ui.on(() -> {
            menu.getItems().get(item).fire();
            return null;
        });
        ui.settle();
    }

    private Tripwire tripwire(String workload) {
        return router.policy().workloads().get(workload).conduct().tripwire();
    }

    @Test
    void aCellSaysWhichRuleDecidesAndTightensAtOnceWithUndo() {
        cell("evals", 0);
        assertTrue(ui.says("Nothing is set for this kind, so it is handled as all others."), ui.texts());
        choose(4);
        ui.untilSays("Findings of Email in evals are handled anew.");
        assertEquals(Action.BLOCK, tripwire("evals").action("email"));
        assertTrue(ui.says("Set for this kind."), ui.texts());
        ui.fire("Undo");
        ui.until(() -> tripwire("evals").action("email") == Action.FLAG);
    }

    @Test
    void looseningAsksWhyBeforeItIsApplied() {
        cell("support-bot", 5);
        choose(0);
        ui.untilSays("This findings of secret in support-bot: ignore, not block.");
        ui.fire("Apply");
        ui.untilSays("Say why; this lets more through than before.");
        assertEquals(Action.BLOCK, tripwire("support-bot").action("secret"));
        ui.fill("Why", "Test data only");
        ui.fire("Apply");
        ui.until(() -> tripwire("support-bot").action("secret") == Action.IGNORE);
        assertTrue(router.asked().contains("apply Put because Test data only"), router.asked().toString());
    }

    @Test
    void setsAKindInEveryWorkload() {
        cell("evals", 2);
        var menu = (MenuButton) ui.find(node -> node instanceof MenuButton);
        ui.on(() -> {
            var everywhere = (Menu) menu.getItems().getLast();
            everywhere.getItems().get(3).fire();
            return null;
        });
        ui.settle();
        ui.until(() ->
                router.policy().workloads().keySet().stream()
                        .allMatch(name -> tripwire(name).action("card") == Action.REDACT));
    }

    @Test
    void towardsProvidersTheStrictestRuleWins() {
        ui.fire("By provider");
        ui.choose("Calls of this workload", "meeting-notes");
        cell("openai", 0);
        assertTrue(ui.says("The interlock is stricter"), ui.texts());
        assertTrue(ui.says("interlock.clearance"), ui.texts());
        cell("openai", 5);
        assertTrue(ui.says("(tripwire.secret)"), ui.texts());
    }

    @Test
    void theTesterShowsWhatEachProviderWouldReceive() {
        ui.choose("Scan as calls of", "support-bot");
        ui.fill("Text to try", "Write to ana@example.org about CN-123456");
        ui.untilSays("Email, characters 10 to 24: ◆ Redact");
        assertTrue(ui.says("contract-no, characters 32 to 40"), ui.texts());
        assertTrue(ui.says("Write to [EMAIL_"), ui.texts());
        assertTrue(ui.says("(interlock.rule:short-memory)"), ui.texts());
        ui.choose("Scan as calls of", "meeting-notes");
        ui.untilSays("openai is cleared for internal only");
        ui.choose("Scan as calls of", "support-bot");
        ui.fill("Text to try", "key ghp_16C7e42F292c6912E7710c838347Ae178B4a");
        ui.untilSays("Receives nothing: the call is refused (tripwire.secret).");
        ui.fill("Text to try", "nothing to see");
        ui.untilSays("Nothing was found.");
    }

    @Test
    void addsAndRemovesAPatternOfOnesOwn() {
        ui.fire("Add pattern");
        ui.fill("Name", "email");
        ui.fill("Regular expression", "([");
        ui.untilSays("The pattern is no RE2 expression");
        ui.fill("Regular expression", "PRJ-[0-9]+");
        ui.fill("Sample", "nothing");
        ui.untilSays("The pattern does not find this.");
        ui.fireInBox("Add pattern");
        ui.untilSays("A detector has this name already.");
        ui.fill("Name", "project");
        ui.fireInBox("Add pattern");
        ui.untilSays("Looking for project from now on.");
        assertEquals("PRJ-[0-9]+", tripwire("evals").patterns().get("project"));
        ui.fire("Remove: project");
        ui.untilSays("no longer looks for project in");
        ui.fill("Why", "Project is over");
        ui.fire("Apply");
        ui.until(() -> !tripwire("evals").patterns().containsKey("project"));
    }

    @Test
    void editsARuleWithItsEffectBeforeApply() {
        ui.fire("Edit…: eu-only");
        var training = (CheckBox) ui.find(node -> node instanceof CheckBox);
        ui.on(() -> {
            training.setSelected(false);
            return null;
        });
        ui.untilSays("This rule eu-only no longer refuses providers that train on input.");
        ui.fire("Apply rule");
        ui.fill("Why", "Contract forbids it anyway");
        ui.fire("Apply");
        ui.until(() -> !router.policy().rules().get("eu-only").noTraining());
        ui.fire("Remove: short-memory");
        ui.fill("Why", "No longer needed");
        ui.fire("Apply");
        ui.until(() -> !router.policy().rules().containsKey("short-memory"));
        ui.fire("Add rule");
        ui.fill("Name", "at-home");
        ui.fill("Only inference in", "local");
        ui.fill("Workloads", "evals, nobody");
        ui.fire("Apply rule");
        ui.untilSays("There is no workload nobody.");
        ui.fill("Workloads", "evals");
        ui.fire("Apply rule");
        ui.until(() -> router.policy().rules().containsKey("at-home"));
    }

    @Test
    void attestsWhatIsKnownOfAProvider() {
        assertTrue(ui.says("● Attested by ana on 2026-09-03."), ui.texts());
        ui.fire("Attest…: anthropic");
        ui.fill("Keeps prompts, days", "7");
        ui.fireInBox("Attest");
        ui.untilSays("says that anthropic keeps prompts for 7 days, not any time");
        ui.fill("Why", "The contract of September says so");
        ui.fire("Apply");
        ui.untilSays("What is known of anthropic is attested.");
        var facts = router.policy().providers().get("anthropic").facts();
        assertEquals("ana", facts.attestedBy());
        assertEquals(7, facts.retentionDays().getAsInt());
        assertEquals("2026-11-14", facts.attestedOn().orElseThrow().toString());
    }

    @Test
    void countsTheWeekAndSaysWhenItCannot() {
        assertTrue(ui.says("62 redacted") && ui.says("4 blocked"), ui.texts());
        assertTrue(ui.says("6 more findings were in practice calls."), ui.texts());
        router.ledger().broken("The database is locked by another program.");
        ui.go(Destination.OVERVIEW);
        ui.go(Destination.PRIVACY);
        ui.untilSays("so the counts may be old. The database is locked");
        router.ledger().broken("");
    }

    @Test
    void anEmptyPolicySaysWhatWillStandThere() {
        ui.close();
        ui = Ui.open(new FakeRouter().policy(Policy.EMPTY));
        ui.go(Destination.PRIVACY);
        assertTrue(ui.says("No rules beyond each provider’s clearance."), ui.texts());
        assertTrue(ui.says("No patterns of your own yet"), ui.texts());
        assertTrue(ui.says("There is no provider yet."), ui.texts());
        assertFalse(ui.says("{0}"), ui.texts());
    }
}
