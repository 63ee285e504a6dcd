package signalbox.app.providers;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// Says that the vault is locked, and unlocks it. Takes no room while it is not.
final class VaultBanner {
    private final Tools tools;
    private final ProvidersModel model;
    private final HBox node;

    VaultBanner(Tools tools, ProvidersModel model) {
        this.tools = tools;
        this.model = model;
        var sentence = Prose.body(Text.of("providers.vault.locked"));
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        var unlock = new Button();
        Describe.button(unlock, "providers.vault.open");
        unlock.setMinWidth(Region.USE_PREF_SIZE);
        unlock.setOnAction(press -> ask());
        node = new HBox(12, sentence, unlock);
        node.setAlignment(Pos.CENTER_LEFT);
        node.getStyleClass().addAll("page-notice", "vault-banner");
        node.visibleProperty().bind(model.vaultLocked());
        node.managedProperty().bind(node.visibleProperty());
    }

    Node node() {
        return node;
    }

    private void ask() {
        var password = new PasswordField();
        var field = Field.of("providers.vault.password", password, Check.required());
        var unlock = new Button();
        Describe.button(unlock, "providers.vault.unlock");
        unlock.getStyleClass().add("accent");
        unlock.setOnAction(press -> {
            if (field.valid()) {
                char[] typed = password.getText().toCharArray();
                password.clear();
                unlock.setDisable(true);
                model.unlockVault(
                        typed,
                        this::unlocked,
                        failure -> {
                            unlock.setDisable(false);
                            field.complain(ErrorBoundary.sentence(failure));
                            password.requestFocus();
                        });
            }
        });
        var box = new VBox(field.node());
        box.setPrefWidth(420);
        tools.modals().show(Text.of("providers.vault.title"), box, tools.modals().cancel(), unlock);
        password.requestFocus();
    }

    private void unlocked() {
        tools.modals().hide();
        tools.toasts().say(Text.of("providers.vault.unlocked"));
    }
}
