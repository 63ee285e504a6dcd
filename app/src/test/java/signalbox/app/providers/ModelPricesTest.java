package signalbox.app.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.control.MenuButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.PriceSource;
import signalbox.core.RouterEvent;

/// Prices and models on the providers screen.
class ModelPricesTest {
    @TempDir Path dir;

    private final FakeRouter router = SampleDay.calm();
    private Ui ui;

    @BeforeEach
    void open() {
        ui = Ui.open(router);
        ui.go(Destination.PROVIDERS);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    /// Fires an item of the first model's menu.
    private void item(int place) {
        var menu =
                (MenuButton)
                        ui.find(node -> node instanceof MenuButton && node.getAccessibleText().startsWith("Change "));
        ui.on(() -> {
            menu.getItems().get(place).fire();
            return null;
        });
    }

    @Test
    void aPriceIsCheckedAtItsFieldAndThenSet() {
        item(0);
        ui.fill("In, dollars per million tokens", "-1");
        ui.fill("Out, dollars per million tokens", "4");
        ui.fire("Set price");
        ui.untilSays("This is no price: below 0: -1.");
        assertEquals(0, router.pricing().history().revision());
        ui.fill("In, dollars per million tokens", "1");
        ui.fire("Set price");
        ui.until(() -> router.pricing().history().revision() == 1);
        ui.fire("Undo");
        ui.until(() -> router.pricing().history().revision() == 2);
    }

    @Test
    void undoingAPriceShowsTheOldOneAtOnce() {
        item(0);
        ui.fill("In, dollars per million tokens", "77");
        ui.fill("Out, dollars per million tokens", "88");
        ui.fire("Set price");
        ui.untilSays("$77.00 in");
        ui.fire("Undo");
        ui.until(() -> !ui.says("$77.00 in"));
    }

    @Test
    void aPriceThatOthersSetIsShownToo() throws Exception {
        ui.until(() -> ui.says(" in · "));
        var provider = router.policy().providers().values().iterator().next();
        String id = provider.models().keySet().iterator().next();
        var edit = new PriceSource.Edit(provider.name(), id, "", Map.of("input", "77", "output", "88"), null, null);
        router.pricing().apply(router.pricing().propose(edit), "test", "");
        assertFalse(ui.says("$77.00 in"));
        router.emit(new RouterEvent.PricesChanged(SampleDay.NOW));
        ui.untilSays("$77.00 in");
    }

    @Test
    void aTableIsShownBeforeItIsApproved() throws Exception {
        Path table = dir.resolve("list.csv");
        Files.writeString(table, "vendor,model,in,out\nacme,m,1,2\nacme,n,-1,2\n");
        ui.fire("Import prices…");
        ui.fill("File or https address", table.toString());
        ui.fire("Show changes");
        ui.untilSays("0 changed, 1 new, 1 row left out. line 3: in: below 0: -1");
        assertEquals(0, router.pricing().history().revision());
        ui.fire("Approve");
        ui.until(() -> router.pricing().history().revision() == 1);
    }

    @Test
    void aModelIsAddedAndTakenBack() {
        ui.fire("Add model");
        ui.fire("Add this model");
        assertTrue(ui.says("Fill this in."));
        ui.fill("Model id", "new-model");
        ui.fill("Context, tokens", "1000");
        ui.fill("Most output, tokens", "100");
        ui.fire("Add this model");
        ui.until(
                () -> router.policy().providers().values().stream().anyMatch(p -> p.models().containsKey("new-model")));
        ui.fire("Undo");
        ui.until(() ->
                router.policy().providers().values().stream().noneMatch(p -> p.models().containsKey("new-model")));
    }
}
