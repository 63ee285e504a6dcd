package signalbox.app.providers;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.Credential;
import signalbox.core.vendor.Vendor;

/// Where a provider’s key comes from: an environment variable, pasted into the vault or the system’s keychain, or none.
final class KeyChoice {
    private final List<FoundKey> found;
    private final RadioButton environment = new RadioButton();
    private final RadioButton paste = new RadioButton();
    private final RadioButton none = new RadioButton();
    private final TextField variable = new TextField();
    private final PasswordField secret = new PasswordField();
    private final RadioButton vault = new RadioButton();
    private final RadioButton keychain = new RadioButton();
    private final Label note = Prose.styled("", "text-small", "text-muted");
    private final Field variableField;
    private final Field secretField;
    private final VBox byVariable;
    private final VBox node;

    KeyChoice(List<FoundKey> found) {
        this.found = found;
        group(environment, paste, none);
        group(vault, keychain);
        vault.setSelected(true);
        Describe.button(environment, "providers.key.environment");
        Describe.button(paste, "providers.key.paste");
        Describe.button(none, "providers.key.none");
        Describe.button(vault, "providers.key.vault");
        Describe.button(keychain, "providers.key.keychain");
        variable.getStyleClass().add("mono");
        variableField = Field.of("providers.key.variable", variable, this::checkVariable);
        secretField = Field.of("providers.key.secret", secret, this::checkSecret);
        variable.textProperty().subscribe(this::noteVariable);
        byVariable = new VBox(6, variableField.node(), note, offers());
        shownWhile(byVariable, environment);
        var pasted = new VBox(8, secretField.node(), new HBox(20, vault, keychain));
        shownWhile(pasted, paste);
        node = new VBox(8, new HBox(20, environment, paste, none), byVariable, pasted);
    }

    private static void group(RadioButton... radios) {
        var group = new ToggleGroup();
        for (var radio : radios) {
            radio.setToggleGroup(group);
            radio.setMinWidth(Region.USE_PREF_SIZE);
            radio.getStyleClass().add("key-choice");
        }
    }

    Node node() {
        return node;
    }

    /// As the vendor usually has it; a key that is there already wins over pasting.
    void suggest(Vendor vendor) {
        variable.setText(vendor.variable());
        boolean there = found.stream().anyMatch(key -> key.variable().equals(vendor.variable()));
        (vendor.local() || vendor.baseUrl().equals("claude-cli") ? none : there ? environment : paste)
                .setSelected(true);
    }

    void use(FoundKey key) {
        environment.setSelected(true);
        variable.setText(key.variable());
    }

    boolean valid() {
        Field field = environment.isSelected() ? variableField : paste.isSelected() ? secretField : null;
        if (field == null || field.valid()) {
            return true;
        }
        field.control().requestFocus();
        return false;
    }

    /// @param name the secret’s name in the vault or the keychain, when it goes there
    Credential credential(String name) {
        if (none.isSelected()) {
            return new Credential.None();
        }
        if (environment.isSelected()) {
            return new Credential.Environment(variable.getText().strip());
        }
        return keychain.isSelected() ? new Credential.Keychain(name) : new Credential.Vault(name);
    }

    /// The pasted key, once: the field is empty afterwards. Null when none is to be stored.
    char[] take() {
        if (!paste.isSelected()) {
            return null;
        }
        char[] pasted = secret.getText().strip().toCharArray();
        secret.clear();
        return pasted;
    }

    void complain(String sentence) {
        secretField.complain(sentence);
    }

    private Node offers() {
        var buttons = new FlowPane(8, 8);
        for (FoundKey key : found) {
            var offer = new ToggleButton();
            Describe.named(offer, key.words(), Text.of("providers.key.use", key.variable()), "");
            offer.setText(key.words());
            offer.getStyleClass().addAll("small", "mono");
            offer.setOnAction(press -> {
                offer.setSelected(false);
                use(key);
            });
            buttons.getChildren().add(offer);
        }
        buttons.setVisible(!found.isEmpty());
        buttons.setManaged(!found.isEmpty());
        return buttons;
    }

    private void noteVariable(String typed) {
        String wanted = typed == null ? "" : typed.strip();
        note.setText(
                found.stream()
                        .filter(key -> key.variable().equals(wanted))
                        .findFirst()
                        .map(key -> Text.of("providers.key.found", key.hint()))
                        .orElse(wanted.isEmpty() ? "" : Text.of("providers.key.not_found")));
        note.setManaged(!note.getText().isEmpty());
    }

    private Optional<String> checkVariable() {
        String typed = variable.getText() == null ? "" : variable.getText().strip();
        return Check.that(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*"), "providers.check.variable").apply(typed);
    }

    private Optional<String> checkSecret() {
        return Check.required().apply(secret.getText() == null ? "" : secret.getText());
    }

    private static void shownWhile(Node node, RadioButton radio) {
        node.visibleProperty().bind(radio.selectedProperty());
        node.managedProperty().bind(node.visibleProperty());
    }
}
