package signalbox.app.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterException;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.PolicyChange;

class WorkloadsPageTest {
    private static final long DOLLAR = 1_000_000_000L;

    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    @BeforeEach
    void open() {
        ui = Ui.open(router);
        ui.go(Destination.WORKLOADS);
        ui.untilSays("nightly-etl");
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private TextField field(String name) {
        return (TextField) ui.find(node -> node instanceof TextField && name.equals(node.getAccessibleText()));
    }

    private void newWorkload() {
        var menu = (MenuButton) ui.find(node -> node instanceof MenuButton);
        ui.on(() -> {
            menu.getItems().get(1).fire();
            return null;
        });
        ui.settle();
    }

    @Test
    void createsAWorkloadFromATemplate() {
        newWorkload();
        ui.fill("Name", "invoices");
        ui.fill("Daily cap", "$12.50");
        ui.press(KeyCode.CONTROL, KeyCode.S);
        ui.untilSays("invoices is ready");
        var policy = router.policy();
        assertTrue(policy.workloads().containsKey("invoices"));
        assertEquals(12_500_000_000L, policy.budgets().get("invoices-daily").cap());
        ui.fire("Undo");
        ui.until(() -> !router.policy().workloads().containsKey("invoices"));
    }

    private static final String KEY = "sk-ant-api03-somebody-elses-1a2b";

    @Test
    void adoptsADetectedCallerInOneClickAndTakesThatBack() {
        assertFalse(ui.says("Detected callers"), ui.texts());
        router.callers().refused("aider/0.60.1 (Linux; x86_64)", KEY);
        ui.untilSays("Detected callers");
        assertTrue(ui.says("aider/0.60.1"), ui.texts());
        assertTrue(ui.says("key …1a2b · 1 call · now"), ui.texts());
        assertFalse(ui.texts().contains("somebody-elses"));
        ui.fire("Adopt aider/0.60.1 as a workload");
        ui.untilSays("aider is ready. Put its key into aider/0.60.1");
        var adopted = router.policy().workloads().get("aider");
        assertTrue(adopted.anyModel());
        assertEquals(20 * DOLLAR, cap("aider").cap());
        ui.until(() -> router.asked().contains("issue aider-app"));
        ui.until(() -> ui.has(node -> node instanceof TextArea lines && lines.getText().contains("sbx-aider-app-")));
        ui.fire("Undo");
        ui.until(() -> !router.policy().workloads().containsKey("aider"));
        assertFalse(router.policy().keys().containsKey("aider-app"));
        ui.go(Destination.WORKLOADS);
        ui.untilSays("Detected callers");
    }

    @Test
    void theWorkloadThatIsAskedForIsShownAlsoWhenTheScreenIsNew() {
        ui.close();
        ui = Ui.open(router);
        show("nightly-etl");
        ui.until(() ->
                ui.has(node ->
                        node instanceof TextField name
                                && "Name".equals(name.getAccessibleText())
                                && "nightly-etl".equals(name.getText())));
    }

    @Test
    void whatWasEditedIsKeptWhenSomethingNewIsAskedFor() {
        show("nightly-etl");
        ui.fill("Daily cap", "$9");
        newWorkload();
        ui.untilSays("nightly-etl has changes that are not applied.");
        ui.fireInBox("Cancel");
        assertEquals("$9", field("Daily cap").getText());

        router.callers().refused("aider/0.60.1 (Linux; x86_64)", KEY);
        ui.untilSays("Detected callers");
        ui.fire("Adopt aider/0.60.1 as a workload");
        ui.untilSays("nightly-etl has changes that are not applied.");
        ui.fireInBox("Cancel");
        assertEquals("$9", field("Daily cap").getText());
        assertFalse(router.policy().workloads().containsKey("aider"));

        ui.go(new Route.Workload("codex"));
        assertEquals("$9", field("Daily cap").getText());

        ui.fire("Adopt aider/0.60.1 as a workload");
        ui.fireInBox("Discard the edit");
        ui.until(() -> router.policy().workloads().containsKey("aider"));
    }

    @Test
    void aDetectedCallerThatNobodyWantsIsPutAway() {
        router.callers().refused("curl/8.5.0", "");
        ui.untilSays("no key · 1 call · now");
        ui.fire("Put curl/8.5.0 away");
        ui.until(() -> !ui.says("Detected callers"));
        ui.fire("Undo");
        ui.untilSays("Detected callers");
    }

    @Test
    void saysWhatIsWrongWhereItIsWrongAndKeepsTheDraft() {
        newWorkload();
        ui.fill("Name", "Not A Name");
        ui.fire("Apply");
        ui.untilSays("Use lower-case letters");
        assertEquals("Not A Name", field("Name").getText());
        ui.fill("Name", "fine");
        router.failNext(new RouterException("policy_invalid", "budgets.fine-daily.limit: the cap is absurd"));
        ui.fire("Apply");
        ui.untilSays("the cap is absurd");
        assertEquals("fine", field("Name").getText());
    }

    /// The cap is edited to $9 here while it becomes $3 elsewhere.
    private void editWhileSomebodyElseDoes() {
        ui.fill("Daily cap", "$9");
        var theirs = cap("nightly-etl").withCap(3 * DOLLAR);
        router.policy(new PolicyChange.Put(new PolicyChange.Part.OfBudget(theirs)).applyTo(router.policy()));
        ui.fire("Apply");
        ui.untilSays("nightly-etl was changed elsewhere");
        assertEquals(theirs, cap("nightly-etl"));
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsReplacedOnlyWhenAsked() {
        show("nightly-etl");
        editWhileSomebodyElseDoes();
        ui.fire("Put mine in its place");
        ui.untilSays("nightly-etl is changed.");
        assertEquals(9 * DOLLAR, cap("nightly-etl").cap());
        ui.fire("Undo");
        ui.until(() -> cap("nightly-etl").cap() == 3 * DOLLAR);
    }

    @Test
    void whatSomebodyElseChangedMeanwhileCanBeTaken() {
        show("nightly-etl");
        editWhileSomebodyElseDoes();
        ui.fire("Take theirs");
        ui.until(() -> field("Daily cap").getText().contains("3"));
        assertEquals(3 * DOLLAR, cap("nightly-etl").cap());
        assertFalse(ui.says("was changed elsewhere"), ui.texts());
    }

    private Budget cap(String workload) {
        return Drafts.daily(router.policy(), workload, Measure.MONEY).orElseThrow();
    }

    private void show(String workload) {
        ui.go(new Route.Workload(workload));
    }

    @Test
    void loosensLouderThanItTightens() {
        show("nightly-etl");
        long cap = cap("nightly-etl").cap();
        ui.fill("Daily cap", "$" + (cap / 1_000_000_000L + 10));
        ui.untilSays("▲ This lets $10.00 more through a day on budget nightly-etl-day.");
        ui.fire("Discard");
        assertTrue(!ui.says("▲ This"));
    }

    @Test
    void replaysTheLastDayUnderTheDraftAndLinksToRoutesItCannotShow() {
        show("evals");
        ui.untilSays("an experiment. Edit it under Routes.");
        ui.fill("Most output tokens a call", "900");
        ui.fire("Replay last 24 h");
        ui.until(() -> ui.says("of the last 24 hours") || ui.says("would move"));
        ui.fire("Apply");
        ui.untilSays("evals is changed.");
        var route = router.policy().routes().get(router.policy().workloads().get("evals").route());
        assertTrue(route.experiment().isPresent());
    }

    @Test
    void keepsWhatItDoesNotShowAndAppliesConduct() {
        show("evals");
        ui.fill("Keep requests to resend for", "soon");
        ui.fill("Most output tokens a call", "901");
        ui.fire("Apply");
        ui.untilSays("Write a time such as 30 min");
        ui.fill("Keep requests to resend for", "7 d");
        ui.untilSays("▲ This keeps requests of evals for 168 hours.");
        ui.fire("Apply");
        ui.untilSays("evals is changed.");
        assertEquals(7, router.policy().workloads().get("evals").conduct().storage().bodies().toDays());
    }

    @Test
    void deletesAfterAsking() {
        show("evals");
        ui.fire("Delete this workload");
        ui.untilSays("its calls stay in the ledger");
        ui.fire("Delete evals");
        ui.until(() -> !router.policy().workloads().containsKey("evals"));
    }
}
