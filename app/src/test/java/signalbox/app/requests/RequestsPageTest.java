package signalbox.app.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.shell.Serving;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SamplePolicy;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.JournalRecord;
import signalbox.core.ledger.Ledger;

class RequestsPageTest {
    private final FakeRouter router = new FakeRouter().policy(SamplePolicy.policy());
    private Ui ui;

    @Test
    void aFilterIsSavedTakenAndForgotten() {
        open();
        var menu = (MenuButton) ui.find(node -> node instanceof MenuButton);
        filter("status:refused");
        pick(menu, "Save this filter");
        filter("");
        pick(menu, "status:refused");
        assertEquals("status:refused", ui.machine().settings().filters().get());
        assertEquals(
                "status:refused",
                ui.on(() -> ((TextField) ui.scene().getRoot().lookup(".requests .text-field")).getText()));
        pick(menu, "Forget status:refused");
        assertEquals("", ui.machine().settings().filters().get());
    }

    private void filter(String words) {
        ui.on(() -> {
            ((TextField) ui.scene().getRoot().lookup(".requests .text-field")).setText(words);
            return null;
        });
    }

    private void pick(MenuButton menu, String item) {
        ui.on(() -> {
            menu.getItems().stream().filter(one -> item.equals(one.getText())).findFirst().orElseThrow().fire();
            return null;
        });
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void whileNothingServesItSaysWhyAndOffersTheNextPort() {
        open();
        ui.untilSays("Listening on 127.0.0.1:4717");
        assertTrue(ui.says("Connect an app"), ui.texts());
        ui.serving().become(Serving.State.FAILED, "Port 4717 is in use by nginx (process 812).");
        ui.untilSays("Not serving at 127.0.0.1:4717");
        ui.fire("Start serving");
        ui.until(() -> !ui.says("Not serving at 127.0.0.1:4717"));
        ui.serving().become(Serving.State.FAILED, "Port 4717 is in use by nginx (process 812).");
        ui.until(() -> ui.says("Use 4718"));
        ui.fire("Use 4718");
        ui.until(() -> !ui.says("Not serving"));
        assertEquals(4718, ui.serving().status().port());
        assertEquals("4718", ui.machine().settings().port().get());
    }

    @Test
    void newCallsArriveOnTopAndTheListNeverGrowsPastItsBound() {
        open();
        LongStream.range(0, 2_500).forEach(this::finish);
        ui.until(() -> table().getItems().size() == RequestsModel.MOST);
        long newest = ((CallRow) table().getItems().getFirst()).id();
        long oldest = ((CallRow) table().getItems().getLast()).id();
        assertTrue(newest > oldest);
    }

    @Test
    void spaceHoldsNewCallsBackAndLetsThemInAgain() {
        open();
        finish(1);
        ui.until(() -> table().getItems().size() == 1);
        ui.press(KeyCode.SPACE);
        finish(2);
        finish(3);
        ui.untilSays("2 new");
        assertEquals(1, table().getItems().size());
        ui.press(KeyCode.SPACE);
        ui.until(() -> table().getItems().size() == 3);
        assertFalse(ui.says("2 new"));
    }

    @Test
    void callsThatAreDeletedLeaveTheListWhileItIsShown() throws Exception {
        open();
        finish(1);
        finish(2);
        ui.until(() -> table().getItems().size() == 2);
        select(0);
        ui.press(KeyCode.P);
        ui.untilSays("Unpin");
        ui.press(KeyCode.SPACE);
        finish(3);
        ui.untilSays("1 new");
        router.deleteHistory(SampleDay.NOW.plusSeconds(60), "ana");
        ui.until(() -> table().getItems().isEmpty());
        assertEquals("", ui.machine().settings().pins().get());
        ui.press(KeyCode.SPACE);
        ui.settle();
        assertEquals(List.of(), table().getItems());
    }

    @Test
    void aDeletionBeforeTheFirstLookLeavesYoungerPins() throws Exception {
        var row = SampleCalls.call(1, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 5);
        router.ledger().add(row);
        var machine = new FakeMachine();
        machine.settings().pins().set(CallId.format(row.id()));
        ui = Ui.open(router, machine);
        router.deleteHistory(SampleDay.NOW.minus(Duration.ofDays(30)), "ana");
        ui.go(Destination.REQUESTS);
        ui.until(() -> table().getItems().size() == 1);
        assertEquals(CallId.format(row.id()), machine.settings().pins().get());
    }

    @Test
    void aRouteBringsItsFilterAndNonsenseIsNamed() {
        router.ledger().add(SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0));
        router.ledger().add(SampleCalls.call(2, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 5));
        open();
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Requests("workload:nightly status:refused"));
            return null;
        });
        ui.until(() -> table().getItems().size() == 1);
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Requests("colour:red"));
            return null;
        });
        ui.untilSays("Not understood: colour:red");
    }

    @Test
    void theDecisionComesFirstThenTheMoney() {
        router.ledger().add(SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L));
        open();
        select(0);
        ui.untilSays("First target of lane 1");
        assertTrue(ui.says("interlock.clearance"));
        ui.click("Money");
        ui.untilSays("Charged");
        assertTrue(ui.says("$0.04"));
        ui.click("Timing");
        ui.untilSays("First byte after");
        ui.press(KeyCode.ESCAPE);
        ui.until(() -> !ui.says("First byte after"));
    }

    @Test
    void theMoneyNamesItsPriceRecordAndLaterCorrections() {
        var row = SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L);
        router.ledger().add(row);
        var entry = new Ledger.AuditEntry(1, SampleDay.NOW, "ana", "Settled a call", "", "", "the invoice says so");
        router.ledger()
                .add(new Ledger.Adjustment(row.id(), 0, JournalRecord.Adjusted.Kind.REVIEWED, -12_000_000L, entry));
        open();
        select(0);
        ui.untilSays("First target of lane 1");
        ui.click("Money");
        ui.untilSays("× $1.25/M");
        var record = router.prices().standard("anthropic", row.model(), SampleDay.NOW).orElseThrow();
        assertTrue(ui.says("Price " + record.id() + ", as of " + record.sourceDate()), ui.texts());
        assertTrue(ui.says("Reviewed by ana"), ui.texts());
        assertTrue(ui.says("−$0.01. Reason: the invoice says so"), ui.texts());
        assertTrue(ui.says("With corrections: $0.03"), ui.texts());
    }

    @Test
    void aRefusedCallSaysWhatTheClientGotAndThatNothingWasCharged() {
        router.ledger().add(SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0));
        open();
        select(0);
        ui.untilSays("The client got 429 budget_halted.");
        ui.click("Money");
        ui.untilSays("nothing was charged");
    }

    @Test
    void practiceCallsAreMarked() {
        router.ledger().add(SampleCalls.practice(1, 3_000_000_000L));
        open();
        select(0);
        ui.untilSays("Decision");
        assertTrue(ui.has(node -> node.getStyleClass().contains("practice") && node instanceof Label));
        assertTrue(ui.has(node -> node.getStyleClass().contains("practice") && node instanceof TableCell<?, ?>));
    }

    @Test
    void aCallIsCopiedAsCurlWithItsBodyAndWithoutAnySecret() {
        router.resends().refuse("");
        router.ledger().add(SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L));
        open();
        select(0);
        ui.untilSays("Copy as curl");
        ui.fire("Copy as curl");
        ui.untilSays("Copied with its body.");
        var copied = ui.desk().clipboard();
        assertTrue(copied.contains("http://127.0.0.1:4717/v1/messages"), copied);
        assertTrue(copied.contains("--data-binary '{\"kept\": \"it'\\''s\"}'"), copied);
        assertTrue(copied.contains("x-signalbox-workload: claude-code"), copied);
        assertFalse(copied.contains("sbx-"), copied);
        router.resends().refuse("bodies_not_kept");
        ui.fire("Copy as curl");
        ui.untilSays("Copied without a body");
        assertTrue(ui.desk().clipboard().contains("# The workload claude-code keeps no bodies"), ui.desk().clipboard());
    }

    @Test
    void aPinnedCallStaysOnTopOfEveryFilterAndIsThereAgainTheNextTime() {
        var machine = new FakeMachine();
        router.ledger().add(SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0));
        router.ledger().add(SampleCalls.call(2, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 5));
        router.ledger().add(SampleCalls.call(3, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 5));
        ui = Ui.open(router, machine);
        ui.go(Destination.REQUESTS);
        select(2);
        ui.press(KeyCode.P);
        ui.untilSays("Unpin");
        assertEquals(List.of(1L, 3L, 2L), ids());
        filter("workload:claude-code");
        assertEquals(List.of(1L, 3L), ids());
        finish(4);
        finish(5);
        filter("");
        ui.until(() -> table().getItems().size() == 5);
        assertEquals(List.of(1L, 5L, 4L, 3L, 2L), ids());
        ui.close();

        ui = Ui.open(router, machine);
        ui.go(Destination.REQUESTS);
        ui.until(() -> table().getItems().size() == 5);
        assertEquals(1L, ids().getFirst());
        select(0);
        ui.untilSays("Unpin");
        ui.fire("Unpin");
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), ids());
        assertEquals("", machine.settings().pins().get());
    }

    private List<Long> ids() {
        return table().getItems().stream().map(row -> ((CallRow) row).id() & 0xfffffL).toList();
    }

    @Test
    void aCallIsSentAgainOnlyAfterItsCostWasShown() {
        var row = SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L);
        router.resends().refuse("");
        router.ledger().add(row);
        open();
        select(0);
        ui.untilSays("Resend");
        ui.fire("Resend");
        ui.untilSays("Last time it cost ≈ $0.04");
        assertTrue(router.asked().isEmpty(), router.asked().toString());
        ui.fire("Send again");
        ui.untilSays("Sent again, status 200");
        assertEquals(List.of("resend " + CallId.format(row.id())), router.asked());
    }

    @Test
    void theButtonSaysWhyACallCannotBeSentAgain() {
        router.ledger().add(SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L));
        open();
        select(0);
        ui.untilSays("Resend");
        var button = (Button) ui.find(node -> node instanceof Button one && "Resend".equals(one.getText()));
        assertTrue(button.getTooltip().getText().contains("keeps no bodies"));
        ui.fire("Resend");
        ui.untilSays("This workload keeps no bodies");
        assertTrue(router.asked().isEmpty(), router.asked().toString());
    }

    @Test
    void aRuleBeginsWithWhatHappenedToTheCall() {
        var row = SampleCalls.call(1, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 42_000_000L);
        router.ledger().add(row);
        open();
        select(0);
        ui.untilSays("Make a rule from this");
        ui.fire("Make a rule from this");
        ui.untilSays("Apply rule");
        assertEquals(Destination.PRIVACY, ui.graph().tools().navigator().current().get());
        var rule = RuleFromCall.of(row, router.policy());
        assertTrue(ui.has(node -> node instanceof TextField field && field.getText().equals(rule.name())), ui.texts());
        assertTrue(ui.has(node -> node instanceof TextField field && field.getText().equals("claude-code")));
        ui.fire("Apply rule");
        ui.settle();
        assertEquals(rule, router.policy().rules().get(rule.name()));
    }

    private void open() {
        ui = Ui.open(router);
        ui.go(Destination.REQUESTS);
    }

    private TableView<?> table() {
        return (TableView<?>) ui.scene().getRoot().lookup(".requests-table");
    }

    private void select(int row) {
        ui.until(() -> table().getItems().size() > row);
        ui.on(() -> {
            table().getSelectionModel().select(row);
            return null;
        });
        ui.settle();
    }

    private void finish(long sequence) {
        var row = SampleCalls.call(sequence, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 1_000_000L);
        router.emit(new RouterEvent.CallFinished(row));
    }
}
