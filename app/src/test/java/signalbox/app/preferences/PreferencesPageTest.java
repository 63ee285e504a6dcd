package signalbox.app.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ToggleSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Serving;
import signalbox.app.shell.Settings;
import signalbox.app.testing.FakeMachine;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Screenshots;
import signalbox.app.testing.Ui;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;

class PreferencesPageTest {
    private final FakeMachine machine = new FakeMachine();
    private Ui ui;

    @TempDir Path folder;

    @BeforeEach
    void open() {
        ui = Ui.open(SampleDay.calm(), machine.home(folder));
        ui.go(Destination.PREFERENCES);
    }

    @AfterEach
    void close() {
        ui.close();
        Text.use("en");
    }

    @Test
    void aWideWindowNamesTheSectionsAndAPressBringsOneIntoView() {
        assertFalse(ui.has(node -> node.getStyleClass().contains("section-entry")));
        Screenshots.size(ui, 1440, 900);
        ui.settle();
        var about = ui.find(node -> node instanceof Labeled label && label.getText().equals("Java"));
        assertTrue(about.localToScene(0, 0).getY() > 900);
        ui.fire("About");
        assertTrue(about.localToScene(0, 0).getY() < 900);
    }

    @Test
    void everyVisibleLabelIsFoundBySearchAndNothingElseIsShownThen() {
        List<String> names =
                ui.on(() ->
                        ui.scene().getRoot().lookupAll(".setting-name").stream()
                                .map(node -> ((Labeled) node).getText())
                                .toList());
        assertTrue(names.size() > 20, names.toString());
        for (String name : names) {
            search(name);
            assertTrue(shown().contains(name), name + " is not among " + shown());
        }
        search("quiet");
        assertEquals(List.of("Quiet hours"), shown());
        search("no such thing");
        assertTrue(ui.says("No setting says that"));
        ui.press(KeyCode.ESCAPE);
        search("");
        assertEquals(names, shown());
    }

    @Test
    void theLedgerIsKeptLongerAtOnceAndShorterOnlyAfterOneMoreQuestion() {
        var router = (FakeRouter) ui.graph().tools().router();
        ui.fire("Change…");
        days("Sums by hour, days", "10");
        ui.fire("Apply");
        ui.untilSays("Keep sums by hour at least as long as sums by minute.");
        days("Sums by hour, days", "731");
        days("Calls, days", "4000");
        ui.untilSays("Nothing is dropped");
        ui.fire("Apply");
        ui.untilSays("Calls for 4,000 days");
        ui.fire("Undo");
        ui.untilSays("Calls for 1,826 days");

        ui.fire("Change…");
        days("Calls, days", "30");
        ui.untilSays("The next daily clean-up drops calls older than 30 days.");
        ui.fire("Apply");
        ui.untilSays("Keep less of the ledger");
        assertEquals(1_826, router.retention().calls().toDays());
        ui.fire("Drop older data");
        ui.untilSays("Calls for 30 days");
        assertEquals(List.of("retain 4000", "retain 1826", "retain 30"), router.asked());
    }

    private void days(String field, String typed) {
        var text = (TextField) ui.find(node -> node instanceof TextField one && field.equals(one.getAccessibleText()));
        ui.on(() -> {
            text.setText(typed);
            return null;
        });
    }

    @Test
    void callHistoryIsDeletedOnlyByTheButtonThatSaysHowMuch() {
        var router = (FakeRouter) ui.graph().tools().router();
        long all = router.ledger().callsBefore(SampleDay.NOW);
        assertTrue(all > 1);
        ui.fire("Delete call history…");
        ui.untilSays("Everything · " + Amounts.count(all) + " calls");
        assertTrue(ui.says("Older than 30 days · no call"), ui.texts());
        var delete = (Button) ui.find(node -> node instanceof Button one && "Delete nothing".equals(one.getText()));
        assertTrue(delete.isDisabled());
        ui.fire("Everything · " + Amounts.count(all) + " calls");
        ui.fire("Delete " + Amounts.count(all) + " calls");
        ui.untilSays(Amounts.count(all) + " calls are deleted.");
        assertEquals(0, router.ledger().callsBefore(SampleDay.NOW));
        assertTrue(router.asked().contains("delete history before " + SampleDay.NOW), router.asked().toString());
        ui.go(Destination.REQUESTS);
        ui.untilSays("nothing yet");
    }

    @Test
    void aLanguageHoldsAtOnceAndThePageStays() {
        ui.choose("Language", "zh");
        ui.until(() -> Text.locale().getLanguage().equals("zh"));
        ui.settle();
        assertEquals(Destination.PREFERENCES, ui.on(() -> ui.graph().tools().navigator().current().get()));
        assertEquals("zh", machine.settings().language().get());
        assertFalse(ui.says("Start at login"));
        assertTrue(ui.says(Text.of("preferences.login")));
        ui.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertEquals(Destination.OVERVIEW, ui.on(() -> ui.graph().tools().navigator().current().get()));
    }

    @Test
    void startingAtLoginIsSetAndARefusalPutsItBack() {
        toggle("Start at login");
        ui.settle();
        assertTrue(machine.login());
        machine.refuseLogin();
        toggle("Start at login");
        ui.untilSays("The desktop did not take it: read-only");
        assertTrue(ui.on(() -> ((ToggleSwitch) control("Start at login")).isSelected()));
    }

    @Test
    void aTakenPortIsSaidAndTheNextFreeOneIsOnePressAway() {
        ui.serving().refuse(4720);
        ui.on(() -> {
            ((TextField) control("Port")).setText("4720");
            return null;
        });
        ui.fire("Use this port");
        ui.untilSays("Port 4720 is in use by another program.");
        ui.fire("Use 4718");
        ui.untilSays("Serving at 127.0.0.1:4718");
        assertEquals("4718", machine.settings().port().get());
        ui.serving().become(Serving.State.FAILED, "Port 4717 is in use by nginx (process 812).");
        ui.untilSays("nginx (process 812)");
    }

    @Test
    void noPortIsSaidUnderTheField() {
        ui.on(() -> {
            ((TextField) control("Port")).setText("99999");
            return null;
        });
        ui.fire("Use this port");
        ui.untilSays("Write a whole number from 1 to 65,535.");
    }

    @Test
    void appearanceHoldsAtOnce() {
        ui.choose("Density", Settings.Density.COMPACT);
        assertTrue(ui.on(() -> ui.scene().getRoot().getStyleClass().contains("compact")));
        toggle("Patterns in charts");
        assertTrue(ui.on(() -> ui.scene().getRoot().getStyleClass().contains("patterned")));
        toggle("Reduce motion");
        assertTrue(ui.on(() -> ui.scene().getPreferences().isReducedMotion()));
    }

    @Test
    void policyAndDiagnosticsAreSavedWithoutSecretsAndNeverOverAFile() throws Exception {
        ui.desk().answer(folder.resolve("policy.yaml"));
        ui.fire("Policy…");
        ui.untilSays("Saved " + folder.resolve("policy.yaml"));
        assertTrue(Files.readString(folder.resolve("policy.yaml")).contains("workloads:"));
        ui.fire("Policy…");
        ui.untilSays("already. Choose another name.");
        Path zip = folder.resolve("d.zip");
        ui.desk().answer(zip);
        ui.fire("Save…");
        ui.untilSays("Saved " + zip);
        try (var read = new ZipFile(zip.toFile())) {
            var policy = new String(read.getInputStream(read.getEntry("policy.yaml")).readAllBytes());
            assertTrue(policy.contains("(left out)") && !policy.contains("env:OPENAI"), policy);
        }
    }

    @Test
    void nobodyIsAskedForUpdatesWithoutAnAddress() {
        ui.fire("Ask now");
        ui.untilSays("Nobody is asked for new versions.");
        assertEquals("", machine.settings().feed().get());
    }

    @Test
    void everyPartOfThisProgramHasALicence() {
        var parts = Parts.ofThisProgram();
        assertTrue(parts.stream().anyMatch(part -> part.name().equals("netty")), parts.toString());
        assertTrue(parts.stream().anyMatch(part -> part.name().equals("javafx")), parts.toString());
        var shipped = Stream.of("a-1.2.jar", "netty-codec-http-4.2.18.Final.jar", "app-1.0.jar");
        assertEquals(
                List.of(new Parts.Part("a", "1.2", ""), new Parts.Part("netty", "4.2.18", "Apache-2.0")),
                Parts.of(shipped));
    }

    @Test
    void newerIsDecidedByNumbers() throws Exception {
        var release = Releases.read("{\"version\":\"v1.10.0\",\"page\":\"https://example.com/r\"}");
        assertTrue(release.newerThan("1.9.3"));
        assertFalse(release.newerThan("1.10.0-SNAPSHOT"));
        assertEquals("https://example.com/r", release.page());
    }

    private List<String> shown() {
        return ui.on(() ->
                ui.scene().getRoot().lookupAll(".setting-row").stream()
                        .filter(row -> row.isVisible() && row.getParent().isVisible())
                        .map(row -> ((Labeled) row.lookup(".setting-name")).getText())
                        .toList());
    }

    private void search(String words) {
        ui.on(() -> {
            ((TextField) control("Search preferences")).setText(words);
            return null;
        });
    }

    private Node control(String name) {
        return ui.scene().getRoot().lookupAll("*").stream()
                .filter(node ->
                        name.equals(node.getAccessibleText())
                                && (node instanceof TextField
                                        || node instanceof ToggleSwitch
                                        || node instanceof ComboBox))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on screen"));
    }

    private void toggle(String name) {
        ui.on(() -> {
            var toggle = (ToggleSwitch) control(name);
            toggle.setSelected(!toggle.isSelected());
            return null;
        });
    }
}
