package signalbox.app.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SamplePolicy;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.ledger.CallRow;

class OverviewPageTest {
    private Ui ui;

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void showsTheDayAgainstItsCapAndTheMonthWithItsForecast() {
        ui = Ui.open(SampleDay.calm());
        ui.untilSays("of $60");
        assertTrue(ui.says("forecast $"));
        assertTrue(ui.says("nothing is halted") || ui.says("by budgets"));
        assertTrue(ui.says("support-bot"));
        assertTrue(ui.says("Where the money goes"));
    }

    @Test
    void aCallThatFinishesMovesTheFigures() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        router.ledger().add(call(1, 1_000_000_000L));
        ui = Ui.open(router);
        ui.untilSays("$1.00");
        router.emit(new RouterEvent.CallFinished(call(2, 500_000_000L)));
        ui.untilSays("$1.50 today");
    }

    @Test
    void beforeTheFirstCallItSaysHowToMakeIt() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        ui = Ui.open(router);
        ui.untilSays("Listening on 127.0.0.1:4717");
        ui.fire("Send test request");
        assertEquals(List.of("test openai gpt-5.4"), router.asked());
        ui.untilSays("Answered in 412 ms for 0.01 ¢");
        ui.fire("Copy command");
        assertTrue(ui.desk().clipboard().startsWith("curl http://127.0.0.1:4717/v1/chat/completions"));
    }

    @Test
    void theFirstCallGoesToAWorkloadThatIsThere() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        ui = Ui.open(router);
        ui.untilSays("Listening on 127.0.0.1:4717");
        ui.fire("Copy command");
        String first = router.policy().workloads().firstEntry().getKey();
        assertTrue(ui.desk().clipboard().contains("\"workload:" + first + "\""), ui.desk().clipboard());

        router.policy(
                router.policy().withKeys(new TreeMap<>()).withBudgets(new TreeMap<>()).withWorkloads(new TreeMap<>()));
        router.emit(new RouterEvent.PolicyChanged(router.policy(), SampleDay.NOW));
        ui.untilSays("There is no workload to call yet.");
        assertFalse(ui.says("Copy command"), ui.texts());
        ui.fire("New workload");
        ui.untilSays("Workloads");
        assertEquals(Destination.WORKLOADS, ui.on(() -> ui.graph().tools().navigator().current().get()));
    }

    @Test
    void aStoreThatCannotBeReadSaysWhyAndWhereItLies() {
        var router = SampleDay.calm();
        router.caps().fail(new IllegalStateException("The database is locked by another program."));
        ui = Ui.open(router);
        ui.untilSays("these figures are old. The database is locked by another program.");
        ui.fire("Open folder");
        assertTrue(ui.desk().browsed().orElseThrow().toString().contains("signalbox"));
        router.caps().fail(null);
        router.emit(new RouterEvent.CallFinished(call(2, 500_000_000L)));
        ui.until(() -> !ui.says("these figures are old"));
    }

    @Test
    void aTitleNamesThePeriodWhoseFiguresStandBelowIt() {
        var router = SampleDay.calm();
        ui = Ui.open(router);
        ui.untilSays("Spend by workload, 14 days");
        router.caps().fail(new IllegalStateException("The database is locked by another program."));
        ui.fire("24 hours");
        ui.untilSays("these figures are old");
        assertTrue(ui.says("Spend by workload, 14 days"), ui.texts());
        router.caps().fail(null);
        ui.fire("24 hours");
        ui.fire("This month");
        ui.untilSays("Spend by workload, This month");
    }

    @Test
    void practiceSpendIsLabelledAndNeverAddedToRealSpend() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        router.ledger().add(SampleCalls.practice(1, 3_170_000_000L));
        ui = Ui.open(router);
        ui.untilSays("Simulated");
        ui.untilSays("$0 today");
        assertTrue(ui.says("Practice $3.17, simulated"));
        router.emit(new RouterEvent.CallFinished(call(2, 2_050_000_000L)));
        ui.untilSays("$2.05 today");
        ui.untilSays("Real");
        ui.fire("Real");
        ui.until(() -> !ui.says("Simulated"));
        assertFalse(ui.says("$5.22"), ui.texts());
        ui.fire("Practice");
        ui.untilSays("Simulated");
    }

    @Test
    void theChartHasATwinAndItsFiguresCanBeCopied() {
        ui = Ui.open(SampleDay.calm());
        ui.untilSays("Spend by workload, 14 days");
        ui.press(KeyCode.T);
        assertTrue(ui.has(node -> "Figures of the chart".equals(node.getAccessibleText())));
        ui.fire("Copy CSV");
        assertTrue(ui.desk().clipboard().startsWith("When,support-bot,"), ui.desk().clipboard());
        assertEquals(15, ui.desk().clipboard().lines().count());
    }

    @Test
    void tablesStandForTheChartInFocusOrForAll() {
        ui = Ui.open(SampleDay.calm());
        ui.untilSays("Spend by workload, 14 days");
        assertEquals(0, tables());
        focus("day-chart");
        ui.press(KeyCode.T);
        assertEquals(1, tables());
        assertFalse(ui.has(node -> node.getStyleClass().contains("day-chart")));
        ui.press(KeyCode.T);
        assertEquals(0, tables(), "the focus stayed on the card");
        ui.on(() -> {
            ui.scene().getRoot().requestFocus();
            return null;
        });
        ui.press(KeyCode.T);
        assertEquals(4, tables());
    }

    @Test
    void whereThereIsNothingItStillSaysSoAfterALookAtTheTable() {
        var router = new FakeRouter().policy(SamplePolicy.policy());
        router.ledger().add(SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0));
        ui = Ui.open(router);
        ui.until(() -> saidOfNoCalls() == 2);
        ui.press(KeyCode.T);
        assertEquals(1, saidOfNoCalls(), "the table of models has no rows, that of latency has");
        assertFalse(ui.says("No content in table"), "not in our words");
        router.emit(new RouterEvent.CallFinished(SampleCalls.call(2, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0)));
        ui.until(() -> ui.on(() -> ui.has(node -> node instanceof Label label && "2".equals(label.getText()))));
        ui.press(KeyCode.T);
        assertEquals(2, saidOfNoCalls());
    }

    private int saidOfNoCalls() {
        return ui.texts().split("No calls in this period", -1).length - 1;
    }

    private void focus(String styleClass) {
        ui.on(() -> {
            ui.scene().getRoot().lookup("." + styleClass).requestFocus();
            return null;
        });
    }

    private int tables() {
        return ui.on(() ->
                (int)
                        ui.scene().getRoot().lookupAll(".table-view").stream()
                                .filter(one ->
                                        one.isVisible() && "Figures of the chart".equals(one.getAccessibleText()))
                                .count());
    }

    @Test
    void aMarkOnTheDayLeadsToItsEntryInTheAuditTrail() {
        ui = Ui.open(SampleDay.router());
        ui.untilSays("Today against the cap");
        var mark =
                (ButtonBase)
                        ui.find(node ->
                                node.getStyleClass().contains("day-halt")
                                        && node.getAccessibleText().contains("Halted nightly-etl"));
        ui.on(() -> {
            mark.fire();
            return null;
        });
        ui.settle();
        ui.until(() ->
                ui.scene().getRoot().lookup(".audit-table") instanceof TableView<?> table
                        && table.getSelectionModel().getSelectedIndex() >= 0);
        var table = (TableView<?>) ui.scene().getRoot().lookup(".audit-table");
        String entry = table.getSelectionModel().getSelectedItem().toString();
        assertTrue(entry.contains("Halted nightly-etl"), entry);
        assertTrue(ui.has(node -> node.getStyleClass().contains("audit-details")), "its details are open");
    }

    @Test
    void comparedFiguresStandInTheLegendAndInCopies() {
        ui = Ui.open(SampleDay.calm());
        ui.untilSays("Spend by workload, 14 days");
        ui.press(KeyCode.P);
        ui.untilSays("Oct 18 to Oct 31");
        ui.fire("Copy CSV");
        var lines = ui.desk().clipboard().lines().toList();
        assertTrue(lines.getFirst().endsWith("All,Against,Before,Change,\"Change, %\""), lines.getFirst());
        assertEquals(1 + 14 + 4, lines.size());
    }

    @Test
    void comparingPutsThePeriodBeforeBehindTheBars() {
        ui = Ui.open(SampleDay.calm());
        ui.untilSays("Spend by workload, 14 days");
        assertFalse(ui.has(node -> node.getStyleClass().contains("ghost")));
        ui.press(KeyCode.P);
        ui.until(() -> ui.has(node -> node.getStyleClass().contains("ghost")));
        ui.fire("24 hours");
        ui.untilSays("Spend by workload, 24 hours");
    }

    @Test
    void whatWasSavedIsShownOnRequest() {
        ui = Ui.open(SampleDay.calm());
        ui.untilSays("Where the money goes");
        ui.fire("Savings");
        ui.untilSays("Savings in the last 30 days");
        ui.untilSays("Against the dearest target");
        ui.fire("Copy as CSV");
        assertTrue(ui.desk().clipboard().startsWith("workload,calls,paid_nanos,"), ui.desk().clipboard());
        assertTrue(ui.desk().clipboard().contains("\nsupport-bot,"), ui.desk().clipboard());
    }

    private static CallRow call(long sequence, long nanos) {
        return SampleCalls.call(sequence, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, nanos);
    }
}
