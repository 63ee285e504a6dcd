package signalbox.app.preferences;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;

/// Where the data lies, how long it is kept, and how to take it elsewhere.
final class DataSection {
    private final Tools tools;
    private final PreferencesModel model;
    private final Section section;

    DataSection(Tools tools, PreferencesModel model) {
        this.tools = tools;
        this.model = model;
        section =
                new Section(
                        "preferences.section.data",
                        place(),
                        new RetentionRow(tools).row(),
                        new HistoryRow(tools).row(),
                        new SettingRow(
                                "preferences.backup",
                                Controls.button(
                                        "preferences.backup.now", () -> save("signalbox-backup.zip", this::backup))),
                        new SettingRow(
                                        "preferences.restore",
                                        Controls.button("preferences.restore.copy", this::copyRestore))
                                .help(Text.of("preferences.restore.sentence")),
                        exports(),
                        new SettingRow(
                                "preferences.diagnostics",
                                Controls.button(
                                        "preferences.diagnostics.save",
                                        () -> save("signalbox-diagnostics.zip", this::diagnose))));
    }

    Section section() {
        return section;
    }

    private SettingRow place() {
        var buttons =
                new HBox(
                        8,
                        Controls.button(
                                "preferences.location.open", () -> tools.desk().browse(model.dataDir().toUri())),
                        Controls.button(
                                "preferences.location.copy", () -> tools.desk().copy(model.dataDir().toString())));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return new SettingRow("preferences.location", buttons).help(model.dataDir().toString());
    }

    private SettingRow exports() {
        var buttons =
                new HBox(
                        8,
                        Controls.button("preferences.export.ledger", () -> save("signalbox-calls.csv", this::ledger)),
                        Controls.button(
                                "preferences.export.policy", () -> save("signalbox-policy.yaml", this::policy)));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return new SettingRow("preferences.export", buttons);
    }

    private void save(String suggested, Consumer<Path> task) {
        tools.desk().saveAs(Text.of("preferences.save"), suggested).ifPresent(task);
    }

    private void backup(Path file) {
        model.backup(file, this::saved, tools.toasts()::fail);
    }

    private void ledger(Path file) {
        model.exportLedger(file, this::saved, tools.toasts()::fail);
    }

    private void policy(Path file) {
        model.exportPolicy(file, this::saved, tools.toasts()::fail);
    }

    private void diagnose(Path file) {
        model.diagnose(file, this::saved, tools.toasts()::fail);
    }

    private void copyRestore() {
        tools.desk().copy("signalbox restore signalbox-backup.zip");
        tools.toasts().say(Text.of("preferences.restore.copied"));
    }

    private void saved(Path file) {
        tools.toasts().say(Text.of("preferences.saved", file));
    }
}
