package signalbox.app.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.policy.Credential;
import signalbox.core.policy.PolicyChange;
import signalbox.core.vendor.Vendors;

class ProvidersPageTest {
    private final FakeRouter router = SampleDay.calm();
    private Ui ui;

    private void open() {
        ui = Ui.open(router);
        ui.go(Destination.PROVIDERS);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void addsAProviderWithAPastedKeyAndTestsIt() {
        open();
        ui.fire("Add provider");
        set("Name", "openai-spare");
        set("Key", "sk-proj-0123456789abcdef");
        tick("gpt-5.4-mini");
        ui.fire("Add this provider");
        ui.untilSays("Added openai-spare");
        assertEquals(List.of("apply Put", "store openai-spare"), router.asked());
        var added = router.policy().providers().get("openai-spare");
        assertEquals(new Credential.Vault("openai-spare"), added.credential());
        assertEquals(Set.of("gpt-5.4-mini"), added.models().keySet());
        ui.on(() -> {
            card("openai-spare").lookupAll(".button").stream()
                    .filter(node -> "Send test call".equals(node.getAccessibleText()))
                    .forEach(node -> ((Button) node).fire());
            return null;
        });
        ui.untilSays("Answered in 412 ms for 0.01 ¢: ok");
        assertTrue(router.asked().contains("test openai-spare gpt-5.4-mini"));
    }

    @Test
    void timeLimitsAreCheckedAtTheFieldAndAppliedOnlyAfterTheDifferenceWasShown() {
        open();
        ui.fire("Change the time limits of openai");
        ui.fill("To connect", "soon");
        ui.fire("Show the difference");
        ui.untilSays("Write a time from 1 s to 30 min");
        ui.fill("To connect", "31 min");
        ui.fire("Show the difference");
        ui.untilSays("Write a time from 1 s to 30 min");
        ui.fill("To connect", "5 s");
        ui.fill("Between two pieces", "2 min");
        ui.fire("Show the difference");
        ui.untilSays("connect: 5s, idle: 2m");
        assertTrue(router.policy().providers().get("openai").limits().stated().isEmpty());
        ui.fire("Apply");
        ui.untilSays("The time limits of openai are changed.");
        ui.untilSays("To connect 5 s · Between two pieces 2 min");
        var limits = router.policy().providers().get("openai").limits();
        assertEquals(Optional.of(Duration.ofSeconds(5)), limits.connect());
        assertEquals(Optional.empty(), limits.total());
        ui.fire("Undo");
        ui.until(() -> router.policy().providers().get("openai").limits().stated().isEmpty());
    }

    @Test
    void aNewProviderMayHaveTimeLimitsFromTheStart() {
        open();
        ui.fire("Add provider");
        set("Name", "openai-spare");
        set("Key", "sk-proj-0123456789abcdef");
        tick("gpt-5.4-mini");
        var advanced = (TitledPane) ui.find(node -> node instanceof TitledPane);
        assertFalse(advanced.isExpanded());
        ui.on(() -> {
            advanced.setExpanded(true);
            return null;
        });
        ui.fill("One attempt in all", "never");
        ui.on(() -> {
            advanced.setExpanded(false);
            return null;
        });
        ui.fire("Add this provider");
        assertTrue(advanced.isExpanded());
        ui.fill("One attempt in all", "90 s");
        ui.fire("Add this provider");
        ui.untilSays("Added openai-spare");
        var limits = router.policy().providers().get("openai-spare").limits();
        assertEquals(Optional.of(Duration.ofSeconds(90)), limits.total());
    }

    @Test
    void aVaultThatRefusesTheKeyLeavesNothingBehind() {
        open();
        ui.fire("Add provider");
        set("Name", "openai-spare");
        set("Key", "sk-proj-0123456789abcdef");
        tick("gpt-5.4-mini");
        router.providers()
                .failStore(new RouterException("vault_locked", "The vault is locked. Unlock it, then store the key."));
        ui.fire("Add this provider");
        ui.untilSays("The vault is locked. Unlock it, then store the key. Nothing was added. Paste the key again.");
        assertFalse(router.policy().providers().containsKey("openai-spare"));
        assertEquals("", text("Key").getText());
    }

    @Test
    void aKeyCanGoToTheSystemsKeychain() {
        open();
        ui.fire("Add provider");
        set("Name", "openai-spare");
        set("Key", "sk-proj-0123456789abcdef");
        ui.fire("Keep it in the system’s keychain");
        tick("gpt-5.4-mini");
        ui.fire("Add this provider");
        ui.untilSays("Added openai-spare");
        var added = router.policy().providers().get("openai-spare");
        assertEquals(new Credential.Keychain("openai-spare"), added.credential());
        assertTrue(router.asked().contains("store openai-spare"));
    }

    @Test
    void aLockedVaultSaysSoAndIsUnlockedWithItsPassword() {
        router.vault().lock();
        open();
        ui.untilSays("The vault is locked. No call that needs a key of it leaves until you unlock it.");
        ui.fire("Unlock the vault…");
        ui.fire("Unlock");
        ui.untilSays("Fill this in.");
        set("Master password", "sesame");
        ui.fire("Unlock");
        ui.untilSays("That is not the master password of this vault.");
        assertEquals("", text("Master password").getText());
        assertTrue(router.vault().status().locked());
        set("Master password", "open sesame");
        ui.fire("Unlock");
        ui.untilSays("The vault is unlocked. Calls go on.");
        assertFalse(router.vault().status().locked());
        ui.until(() -> !ui.says("No call that needs a key of it leaves"));
        assertFalse(
                ui.has(node ->
                        node instanceof PasswordField
                                && node.isVisible()
                                && node.getScene() != null
                                && "Master password".equals(node.getAccessibleText())));
    }

    @Test
    void saysWhatIsMissingUnderTheFieldItIsAbout() {
        open();
        ui.fire("Add provider");
        set("Name", "openai");
        set("Address", "api.openai.com");
        ui.fire("Add this provider");
        assertTrue(ui.says("There is a provider of that name already."));
        assertTrue(ui.says("Write an address such as https://api.example.com/v1."));
        assertTrue(ui.says("Fill this in."));
        assertTrue(ui.says("Tick a model above or type one here."));
        assertEquals(List.of(), router.asked());
    }

    @Test
    void looksForModelsAndAddsWhatIsTicked() {
        open();
        ui.on(() -> {
            card("openai").lookupAll(".button").stream()
                    .filter(node -> "Look for models…".equals(node.getAccessibleText()))
                    .forEach(node -> ((Button) node).fire());
            return null;
        });
        ui.untilSays("Tick what your calls may use.");
        String first = router.policy().providers().get("ollama").models().firstEntry().getKey();
        tick(first);
        ui.fire("Add models");
        ui.until(() -> router.policy().providers().get("openai").models().containsKey(first));
        assertTrue(router.policy().providers().get("openai").models().size() > 1, "the others stay");
    }

    @Test
    void showsWhyAProviderCools() {
        open();
        router.providers()
                .health(new RouterEvent.ProviderHealth("anthropic", "bad_key", SampleDay.NOW.plusSeconds(60)));
        ui.untilSays("▲ Cooling");
        assertTrue(ui.says("It rejected the key. Replace the key, then send a test call."));
    }

    @Test
    void aFailedTestCallShowsTheSentenceOfTheProvider() {
        router.providers().answerTests(false, 401, "Incorrect API key provided: sk-…1a2b.");
        open();
        ui.fire("Send test call");
        ui.untilSays("It answered 401: Incorrect API key provided: sk-…1a2b.");
    }

    @Test
    void pausesAndTakesItBack() {
        open();
        ui.fire("Pause");
        ui.untilSays("❚❚ Paused");
        assertTrue(router.policy().providers().get("openai").paused());
        ui.fire("Undo");
        ui.until(() -> !router.policy().providers().get("openai").paused());
    }

    @Test
    void removesOnlyWhatNothingUses() throws RouterException {
        var spare = router.policy().providers().get("ollama");
        var unused =
                NewProvider.of(Vendors.of("other"), "spare", new Credential.None(), List.of("m"))
                        .withEndpoint(spare.wire(), "http://127.0.0.1:9/v1")
                        .withFacts("local", true, spare.clearance())
                        .provider("ana", LocalDate.of(2026, 11, 21));
        router.apply(new PolicyChange.Put(new PolicyChange.Part.OfProvider(unused)), "ana", "");
        open();
        ui.fire("Remove openai");
        ui.untilSays("openai is still used by route");
        assertTrue(router.policy().providers().containsKey("openai"));
        ui.fire("Remove spare");
        ui.untilSays("Removed spare");
        assertFalse(router.policy().providers().containsKey("spare"));
    }

    private Node card(String name) {
        return ui.find(node -> node.getStyleClass().contains("provider") && says(node, name));
    }

    private static boolean says(Node card, String name) {
        return card.lookup(".section-title") instanceof Label label && label.getText().equals(name);
    }

    private TextField text(String name) {
        return (TextField)
                ui.find(node -> node instanceof TextField && name.equals(node.getAccessibleText()) && node.isVisible());
    }

    private void set(String name, String typed) {
        var field = text(name);
        assertTrue(!name.equals("Key") || field instanceof PasswordField, "a key must not be readable");
        ui.fill(name, typed);
    }

    private void tick(String model) {
        var of = Optional.of(model);
        var box =
                (CheckBox)
                        ui.find(node -> node instanceof CheckBox one && one.getText().lines().findFirst().equals(of));
        ui.on(() -> {
            box.setSelected(true);
            return null;
        });
    }
}
