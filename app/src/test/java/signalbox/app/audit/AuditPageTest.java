package signalbox.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.shell.Theme;
import signalbox.app.testing.ClippedText;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SamplePolicy;
import signalbox.app.testing.Screenshots;
import signalbox.app.testing.Ui;
import signalbox.core.RouterException;

class AuditPageTest {
    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    private void open() {
        ui = Ui.open(router);
        ui.go(Destination.AUDIT);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @SuppressWarnings("unchecked")
    private TableView<AuditRow> table() {
        return (TableView<AuditRow>) ui.find(node -> node instanceof TableView);
    }

    private void select(String change) {
        ui.on(() -> {
            var table = table();
            table.getItems().stream()
                    .filter(row -> row.entry().change().contains(change))
                    .findFirst()
                    .ifPresent(table.getSelectionModel()::select);
            return null;
        });
        ui.settle();
    }

    private void tab(int index) {
        ui.on(() -> {
            ((TabPane) ui.scene().getRoot().lookup(".audit .tab-pane")).getSelectionModel().select(index);
            return null;
        });
        ui.settle();
    }

    @Test
    void showsWhoChangedWhatAndWhyWithTheLinesThatDiffer() {
        open();
        assertEquals("policy", table().getItems().getFirst().entry().actor());
        select("budget nightly-etl-day");
        assertTrue(ui.says("Because: Quarter end needs the larger export"), ui.texts());
        assertTrue(ui.says("− ") && ui.says("+ "), ui.texts());
        assertTrue(ui.says("Go back to before this (version 11)"), ui.texts());
    }

    @Test
    void theColumnsShareTheWholeWidthOfAWideWindow() {
        open();
        for (int width : new int[] {960, 1_440}) {
            Screenshots.draw(ui, width, 900);
            double columns = table().getColumns().stream().mapToDouble(TableColumn::getWidth).sum();
            assertEquals(table().getWidth(), columns, 20);
        }
    }

    @Test
    void goesBackToAVersionAfterShowingWhatItLoosensAndAskingWhy() {
        open();
        assertTrue(router.policy().rules().containsKey("eu-only"));
        select("Added rule eu-only");
        ui.fire("Go back to before this (version 10)");
        ui.untilSays("This removes the rule eu-only.");
        ui.fire("Go back to version 10");
        ui.untilSays("Say why; this lets more through than before.");
        assertEquals(12, router.policy().version());
        ui.fill("Why", "Moved to another rule");
        ui.fire("Go back to version 10");
        ui.untilSays("The policy says again what version 10 said.");
        assertFalse(router.policy().rules().containsKey("eu-only"));
        assertEquals(13, router.policy().version());
        assertTrue(router.asked().contains("apply Replace because Moved to another rule"), router.asked().toString());
        ui.fire("Undo");
        ui.until(() -> router.policy().rules().containsKey("eu-only"));
    }

    @Test
    void eachRowCarriesTheHashOfTheOneBeforeAndTheChainCanBeChecked() {
        open();
        var newest = table().getItems().getFirst();
        var before = table().getItems().get(1);
        assertEquals(before.link().hash(), newest.link().previous());
        assertTrue(ui.says(newest.shortHash()), ui.texts());
        select("budget nightly-etl-day");
        var shown = ui.on(() -> table().getSelectionModel().getSelectedItem());
        assertTrue(ui.says(shown.link().hash()) && ui.says(shown.link().previous()), ui.texts());
        ui.fire("Check chain");
        ui.untilSays("in one unbroken chain that ends in " + newest.shortHash());
        router.ledger().breakChain(before.entry().sequence(), "it was changed after it was written");
        ui.fire("Check chain");
        ui.untilSays("The chain breaks at entry " + before.entry().sequence() + ": it was changed");
        ui.until(() -> table().getSelectionModel().getSelectedItem().equals(before));
    }

    @Test
    void opensAtAnEntryThatAnotherScreenPointsTo() {
        ui = Ui.open(router);
        long sequence = router.ledger().audit(5).getLast().sequence();
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Change(sequence));
            return null;
        });
        ui.until(() ->
                table().getSelectionModel().getSelectedItem() != null
                        && table().getSelectionModel().getSelectedItem().entry().sequence() == sequence);
    }

    @Test
    void filtersByWordsAndByPerson() {
        open();
        ui.fill("Filter", "who:ben");
        assertEquals(1, table().getItems().size());
        ui.fill("Filter", "nothing-says-this");
        assertTrue(ui.says("No change says these words."), ui.texts());
    }

    @Test
    void keepsCorrectsAndReleasesWhatNobodyCouldTell() {
        open();
        tab(2);
        assertTrue(ui.says("Outcome unknown: the whole hold stays charged until it is reviewed."), ui.texts());
        ui.fire("Correct…");
        ui.fill("Real cost", "money");
        ui.fire("Correct the amount");
        ui.untilSays("Write an amount of money");
        ui.fill("Real cost", "$0.05");
        ui.fire("Correct the amount");
        ui.untilSays("The call now counts $0.05.");
        assertTrue(router.asked().getLast().endsWith(" 50000000"), router.asked().toString());
        ui.fire("Keep");
        ui.until(() -> router.asked().getLast().endsWith(" kept"));
        ui.fire("Release $0.42");
        ui.untilSays("nobody can check it later");
        ui.fire("Cancel");
        assertFalse(router.asked().contains("releaseUnreported codex-day"));
        release();
        ui.untilSays("Released $0.42 of budget codex-day.");
        ui.until(() -> !ui.has(node -> node.getStyleClass().contains("notice") && node.isVisible()));
    }

    private void release() {
        ui.fire("Release $0.42");
        ui.on(() -> {
            ((Button) ui.scene().getRoot().lookup(".modal .danger")).fire();
            return null;
        });
        ui.settle();
    }

    @Test
    void incidentsSayTheNextStepAndLeadToIt() {
        open();
        tab(1);
        assertTrue(ui.says("then release what was not spent"), ui.texts());
        ui.fire("Copy details");
        assertTrue(ui.desk().clipboard().startsWith("unknown_outcome\n"), ui.desk().clipboard());
        ui.fire("Review the amounts");
        assertTrue(ui.says("may have been spent before a crash"), ui.texts());
    }

    @Test
    void exportsWhatIsShown(@TempDir Path folder) throws IOException {
        open();
        ui.fill("Filter", "who:ana");
        for (String kind : new String[] {"csv", "json"}) {
            Path file = folder.resolve("trail." + kind);
            ui.desk().answer(file);
            var menu = (MenuButton) ui.find(node -> node instanceof MenuButton);
            ui.on(() -> {
                menu.getItems().get(kind.equals("csv") ? 0 : 1).fire();
                return null;
            });
            ui.untilSays("Saved trail." + kind);
            String text = Files.readString(file);
            assertTrue(text.contains("Quarter end needs the larger export"), text);
            assertFalse(text.contains("New batch machine"), text);
        }
        ui.desk().answer(folder.resolve("no/such/folder.csv"));
        ui.on(() -> {
            ((MenuButton) ui.scene().getRoot().lookup(".audit .menu-button")).getItems().getFirst().fire();
            return null;
        });
        ui.untilSays("cannot be written");
    }

    @Test
    void saysWhenTheLedgerCannotBeReadAndWhenNothingIsThere() {
        router.ledger().broken("The database is locked by another program.");
        open();
        assertTrue(ui.says("The database is locked by another program."), ui.texts());
        ui.close();
        ui = Ui.open(new FakeRouter().policy(SamplePolicy.policy()));
        ui.go(Destination.AUDIT);
        assertTrue(ui.says("Nothing has been changed yet."), ui.texts());
    }

    @Test
    void aRefusedWayBackIsSaidAndChangesNothing() {
        open();
        select("Added rule eu-only");
        ui.fire("Go back to before this (version 10)");
        ui.fill("Why", "because");
        router.failNext(new RouterException("policy_invalid", "routes.standard: there is no provider"));
        ui.fire("Go back to version 10");
        ui.untilSays("routes.standard: there is no provider");
        assertEquals(12, router.policy().version());
    }

    @Test
    void noTextIsCutOnAnyTab() {
        ui = Ui.open(router, Theme.Choice.DARK);
        ui.go(Destination.AUDIT);
        select("budget nightly-etl-day");
        for (int index = 0; index < 3; index++) {
            tab(index);
            for (int[] size : new int[][] {{960, 640}, {1440, 900}}) {
                Screenshots.size(ui, size[0], size[1]);
                ui.settle();
                Screenshots.size(ui, size[0], size[1]);
                assertEquals(List.of(), ui.on(() -> ClippedText.in(ui.scene().getRoot())));
            }
        }
    }
}
