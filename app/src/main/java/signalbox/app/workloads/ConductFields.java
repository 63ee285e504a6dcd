package signalbox.app.workloads;

import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.SpanText;
import signalbox.app.text.Text;
import signalbox.core.policy.Conduct;
import signalbox.core.policy.Failover;
import signalbox.core.policy.LatencyClass;
import signalbox.core.policy.Mode;
import signalbox.core.policy.OnDisconnect;
import signalbox.core.policy.PromptCache;
import signalbox.core.policy.Storage;

/// The fields of a workload’s conduct, which a default serves nearly everybody. The tripwire is set on *Privacy* and
/// stays as it is.
final class ConductFields {
    private final ComboBox<LatencyClass> latency = Choice.of(LatencyClass.values(), "workloads.latency.");
    private final ComboBox<Mode> mode = Choice.of(Mode.values(), "workloads.mode.");
    private final ComboBox<OnDisconnect> disconnect = Choice.of(OnDisconnect.values(), "workloads.disconnect.");
    private final ComboBox<PromptCache> promptCache = Choice.of(PromptCache.values(), "workloads.prompts.");
    private final CheckBox refusedContent = box("workloads.failover.refused");
    private final CheckBox dearer = box("workloads.failover.dearer");
    private final TextField cache = new TextField();
    private final TextField bodies = new TextField();
    private Conduct shown = Conduct.DEFAULT;

    void addTo(Form form) {
        Check kept = Check.that(typed -> SpanText.read(typed).isPresent(), "workloads.kept.wrong");
        form.section("workloads.section.advanced")
                .row(Field.of("workloads.mode", mode), Field.of("workloads.latency", latency))
                .row(Field.of("workloads.disconnect", disconnect))
                .row(Field.of("workloads.prompts", promptCache))
                .row(Field.of("workloads.cache", cache, kept))
                .row(Field.of("workloads.bodies", bodies, kept))
                .add(new VBox(8, dearer, refusedContent));
    }

    void show(Conduct conduct) {
        shown = conduct;
        latency.setValue(conduct.latency());
        mode.setValue(conduct.mode());
        disconnect.setValue(conduct.onDisconnect());
        promptCache.setValue(conduct.promptCache());
        refusedContent.setSelected(conduct.failover().onRefusedContent());
        dearer.setSelected(conduct.failover().dearerClass());
        cache.setText(SpanText.write(conduct.storage().cache()));
        bodies.setText(SpanText.write(conduct.storage().bodies()));
    }

    /// What the fields say; a time that cannot be read counts as unchanged until it can.
    Conduct conduct() {
        Storage was = shown.storage();
        return new Conduct(
                latency.getValue(),
                mode.getValue(),
                new Failover(refusedContent.isSelected(), dearer.isSelected()),
                disconnect.getValue(),
                shown.tripwire(),
                new Storage(
                        SpanText.read(cache.getText()).orElse(was.cache()),
                        SpanText.read(bodies.getText()).orElse(was.bodies())),
                promptCache.getValue());
    }

    void onEdit(Runnable listener) {
        for (ComboBox<?> each : List.of(latency, mode, disconnect, promptCache)) {
            each.valueProperty().subscribe((was, now) -> listener.run());
        }
        for (CheckBox each : List.of(refusedContent, dearer)) {
            each.selectedProperty().subscribe((was, now) -> listener.run());
        }
        for (TextField each : List.of(cache, bodies)) {
            each.textProperty().subscribe((was, now) -> listener.run());
        }
    }

    private static CheckBox box(String key) {
        var box = new CheckBox(Text.of(key));
        Describe.named(box, Text.of(key), Text.of(key + ".help"), "");
        box.setWrapText(true);
        return box;
    }
}
