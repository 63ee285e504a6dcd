package signalbox.app.preferences;

import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import signalbox.app.form.Describe;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.ledger.Retention;

/// How long the ledger is kept, with the box that changes it: longer at once, shorter only after one more question.
final class RetentionRow {
    private final Tools tools;
    private final SettingRow row;

    RetentionRow(Tools tools) {
        this.tools = tools;
        row = new SettingRow("preferences.retention", Controls.button("preferences.retention.change", this::edit));
        tell();
    }

    SettingRow row() {
        return row;
    }

    private void tell() {
        Retention kept = tools.router().retention();
        row.help(
                Text.of(
                        "preferences.retention.sentence",
                        kept.calls().toDays(),
                        kept.minutes().toDays(),
                        kept.hours().toDays()));
    }

    private void edit() {
        Retention was = tools.router().retention();
        var form = new RetentionForm(was);
        var go = new Button();
        Describe.button(go, "preferences.retention.apply");
        go.getStyleClass().add("accent");
        go.setOnAction(press -> {
            if (form.valid()) {
                wanted(was, form.retention());
            }
        });
        ((Region) form.node()).setPrefWidth(420);
        tools.modals().show(Text.of("preferences.retention"), form.node(), tools.modals().cancel(), go);
    }

    private void wanted(Retention was, Retention now) {
        if (RetentionForm.drops(was, now)) {
            tools.modals()
                    .confirm(
                            Text.of("preferences.retention.confirm"),
                            RetentionForm.effect(was, now),
                            Text.of("preferences.retention.verb"),
                            () -> keep(was, now));
        } else {
            tools.modals().hide();
            keep(was, now);
        }
    }

    private void keep(Retention was, Retention now) {
        if (!was.equals(now)) {
            apply(now, () -> tools.toasts().say(Text.of("preferences.retention.done"), () -> apply(was, () -> {})));
        }
    }

    private void apply(Retention wanted, Runnable done) {
        tools.background()
                .run(
                        () -> {
                            tools.router().retain(wanted, tools.actor());
                            return wanted;
                        },
                        kept -> {
                            tell();
                            done.run();
                        },
                        tools.toasts()::fail);
    }
}
