package signalbox.app.budgets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterException;
import signalbox.core.policy.PolicyChange;

class BudgetsPageTest {
    private static final long DOLLAR = 1_000_000_000L;

    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    private void open(String budget) {
        ui = Ui.open(router);
        ui.go(new Route.Budget(budget));
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void showsTheFourBandsPaceWindowZoneAndLifts() {
        open("data-week");
        for (String figure : List.of("$61.48", "$1.90", "$26.62")) {
            assertTrue(ui.says(figure), ui.texts());
        }
        assertTrue(ui.says("Weekly. Resets in 1 d 8 h (Nov 16 Europe/Berlin)."), ui.texts());
        assertTrue(ui.says("release week, agreed with Ben"), ui.texts());
        assertTrue(ui.says("At the limit calls go on with cheaper targets. Warns at 50 %, 80 %."), ui.texts());
        assertTrue(ui.says("At this pace it comes to"), ui.texts());
    }

    @Test
    void theListNamesTheRunOutTimeOfTheStatusBarAndTheDetails() {
        open("everything-day");
        ui.untilSays("$41.27 today · runs out at 19:38 UTC");
        ui.untilSays("Runs out at 19:38 UTC");
        ui.untilSays("Runs out at 19:38 UTC. At this pace");
    }

    @Test
    void unlocksWithOneKeyAndTakesItBack() {
        open("nightly-etl-day");
        ui.press(KeyCode.U);
        assertTrue(router.asked().contains("lift nightly-etl-day UNLOCK suggested"), router.asked().toString());
        ui.untilSays("nightly-etl-day may go up to");
        ui.fire("Undo");
        assertTrue(router.asked().contains("withdraw nightly-etl-day"));
    }

    @Test
    void raisesOneBudgetUntilItsResetAndSaysWhatThatLetsThrough() {
        open("everything-month");
        ui.fire("Raise…");
        ui.fill("Cap until the window ends", "$900");
        ui.fire("Raise the cap");
        ui.untilSays("Write more than $1,200.");
        ui.fill("Cap until the window ends", "$1,300");
        ui.untilSays("▲ This lets $100 more through this month.");
        ui.fire("Raise the cap");
        assertTrue(router.asked().contains("lift everything-month RAISE $1300.00"), router.asked().toString());
    }

    @Test
    void createsABudgetOfAnyScopeAndUndoesIt() {
        open("nightly-etl-day");
        ui.press(KeyCode.N);
        ui.choose("Counts", "provider:gemini");
        ui.fire("Create budget");
        ui.untilSays("Write an amount in the chosen unit");
        ui.fill("Cap", "12.50");
        ui.fire("Create budget");
        ui.untilSays("gemini-day is in force.");
        var made = router.policy().budgets().get("gemini-day");
        assertEquals(12_500_000_000L, made.cap());
        assertEquals("provider:gemini", made.scope().reference());
        ui.untilSays("$0 of $12.50 today");
        ui.fire("Undo");
        ui.until(() -> !router.policy().budgets().containsKey("gemini-day"));
    }

    @Test
    void editsWithTheEffectBeforeItAndAsksAgainWhenSomebodyElseWasFaster() {
        open("nightly-etl-day");
        ui.fire("Edit…");
        ui.fill("Cap", "$20");
        assertFalse(ui.says("▲ This"), ui.texts());
        ui.fill("Cap", "$35");
        ui.untilSays("▲ This lets $10 more through today.");
        var part = new PolicyChange.Part.OfBudget(router.policy().budgets().get("nightly-etl-day").withCap(DOLLAR));
        router.policy(new PolicyChange.Put(part).applyTo(router.policy()));
        ui.fire("Apply");
        ui.untilSays("was changed elsewhere");
        assertEquals(DOLLAR, router.policy().budgets().get("nightly-etl-day").cap());
        ui.fire("Put mine in its place");
        ui.untilSays("nightly-etl-day is changed.");
        assertEquals(35 * DOLLAR, router.policy().budgets().get("nightly-etl-day").cap());
    }

    @Test
    void removesAfterSayingWhatThatMeans() {
        open("everything-day");
        ui.fire("Remove this budget");
        ui.untilSays("Everything: nothing holds it to $60 any more.");
        ui.fire("Remove everything-day");
        ui.until(() -> !router.policy().budgets().containsKey("everything-day"));
        ui.fire("Undo");
        ui.until(() -> router.policy().budgets().containsKey("everything-day"));
    }

    @Test
    void releasesWhatACrashLeftAfterAsking() {
        open("codex-day");
        ui.fire("Release $0.42");
        ui.untilSays("This cannot be taken back.");
        ui.press(KeyCode.ESCAPE);
        assertFalse(router.asked().contains("releaseUnreported codex-day"));
        assertTrue(ui.says("Unreported"), ui.texts());
        ui.fire("Release $0.42");
        ui.on(() -> {
            ui.scene().getRoot().lookupAll(".modal .danger").forEach(go -> ((Button) go).fire());
            return null;
        });
        ui.settle();
        assertTrue(router.asked().contains("releaseUnreported codex-day"));
        ui.until(() -> !ui.says("A crash left"));
    }

    @Test
    void explainsTheFigureAndSaysSoWhenItCannot() {
        open("data-week");
        ui.press(KeyCode.E);
        ui.untilSays("The counter agrees with the ledger: 184 calls were charged.");
        assertTrue(ui.says("Held by 2 attempts in flight"), ui.texts());
        assertTrue(ui.says("c000000000001"), ui.texts());
        assertTrue(ui.says("And one more that holds"), ui.texts());
        assertTrue(ui.says("Correction"), ui.texts());
        router.caps().failExplain(new RouterException("ledger_unavailable", "The ledger cannot be read: disk full"));
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Budget("codex-day"));
            return null;
        });
        ui.untilSays("What the figure is made of cannot be read. The ledger cannot be read: disk full");
        assertTrue(ui.says("$5.02"), ui.texts());
    }

    @Test
    void keepsTheOldFiguresWhenTheyCannotBeRead() {
        open("codex-day");
        router.caps().fail(new IllegalStateException("closed"));
        ui.go(Destination.OVERVIEW);
        ui.go(Destination.BUDGETS);
        ui.untilSays("so these figures are old");
        assertTrue(ui.says("codex-day"), ui.texts());
        router.caps().fail(null);
        ui.fire("Try again");
        ui.until(() -> !ui.says("so these figures are old"));
    }

    @Test
    void withoutBudgetsItSaysWhatOneIsAndMakesTheFirst() {
        router.policy(router.policy().withBudgets(new LinkedHashMap<>())).budgets(List.of());
        ui = Ui.open(router);
        ui.go(Destination.BUDGETS);
        ui.untilSays("No budgets yet");
        ui.fire("Cap everything a day");
        ui.fill("Cap", "$20");
        ui.fire("Create budget");
        ui.untilSays("everything-day is in force.");
    }
}
