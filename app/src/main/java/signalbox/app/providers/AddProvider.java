package signalbox.app.providers;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.text.Text;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.TimeLimits;
import signalbox.core.policy.Wire;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// The form that adds a provider.
final class AddProvider {
    private final ProvidersModel model;
    private final ComboBox<Vendor> vendor = new ComboBox<>();
    private final TextField name = new TextField();
    private final TextField baseUrl = new TextField();
    private final ComboBox<Wire> wire =
            Choice.of(List.of(Wire.OPENAI_CHAT, Wire.ANTHROPIC), one -> Text.of("providers.wire." + one.id()));
    private final TextField jurisdiction = new TextField();
    private final ComboBox<PiiClass> clearance = Choice.of(PiiClass.values(), "providers.clearance.");
    private final CheckBox trains = new CheckBox(Text.of("providers.add.trains"));
    private final KeyChoice key;
    private final ModelPicker models;
    private final LimitFields limits = new LimitFields();
    private final TitledPane advanced = new TitledPane(Text.of("providers.add.advanced"), limits.node());
    private final Label problem = Prose.hiddenWhileEmpty(Prose.styled("", "warning"));
    private final Button add = new Button();
    private final Button cancel = new Button();
    private final Form form = new Form();
    private final VBox node;
    private Consumer<Added> added = done -> {};
    private Runnable cancelled = () -> {};

    /// @param undo takes the provider away again
    record Added(String name, PolicyChange undo) {}

    AddProvider(ProvidersModel model) {
        this.model = model;
        key = new KeyChoice(model.found());
        models = new ModelPicker(model::listed);
        fill();
        form.section("providers.add.who")
                .row(Field.of("providers.add.vendor", vendor), Field.of("providers.add.name", name, nameCheck()))
                .row(Field.of("providers.add.url", baseUrl, AddProvider::checkUrl))
                .section("providers.add.key")
                .add(key.node())
                .section("providers.add.models")
                .add(models.node())
                .section("providers.add.trust")
                .row(
                        Field.of("providers.add.wire", wire),
                        Field.of("providers.add.jurisdiction", jurisdiction, Check.required()),
                        Field.of("providers.add.clearance", clearance))
                .add(trains)
                .add(advanced);
        node = new VBox(16, form.node(), bar());
        node.getStyleClass().addAll("card", "add-provider");
        node.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                cancelled.run();
            }
        });
        vendor.valueProperty().subscribe(this::suggest);
        vendor.getSelectionModel().selectFirst();
    }

    Node node() {
        return node;
    }

    void onAdded(Consumer<Added> action) {
        added = action;
    }

    void onCancel(Runnable action) {
        cancelled = action;
    }

    /// Starts anew with a vendor; its found key, when given, is taken.
    void start(Vendor chosen, FoundKey found) {
        vendor.setValue(chosen);
        suggest(chosen);
        limits.show(TimeLimits.USUAL);
        advanced.setExpanded(false);
        if (found != null) {
            key.use(found);
        }
        problem.setText("");
        vendor.requestFocus();
    }

    private void fill() {
        vendor.getItems().setAll(Vendors.shown());
        vendor.setVisibleRowCount(Vendors.shown().size());
        baseUrl.getStyleClass().add("mono");
        Describe.named(trains, Text.of("providers.add.trains"), Text.of("providers.add.trains.help"), "");
        advanced.setExpanded(false);
        advanced.setAnimated(false);
        Describe.button(add, "providers.add.apply", "Shortcut+S");
        add.getStyleClass().add("accent");
        add.setOnAction(press -> apply());
        Describe.button(cancel, "providers.add.cancel", "Esc");
        cancel.setOnAction(press -> cancelled.run());
    }

    private Node bar() {
        var buttons = new HBox(8, cancel, add);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return new VBox(12, problem, buttons);
    }

    private void suggest(Vendor chosen) {
        if (chosen == null) {
            return;
        }
        name.setText(free(chosen.id()));
        baseUrl.setText(chosen.baseUrl());
        wire.setValue(chosen.wire());
        jurisdiction.setText(chosen.jurisdiction());
        clearance.setValue(chosen.clearance());
        trains.setSelected(chosen.mayTrain());
        baseUrl.setPromptText(chosen.example());
        key.suggest(chosen);
        models.suggest(chosen);
    }

    private String free(String wanted) {
        String candidate = wanted;
        for (int i = 2; model.exists(candidate); i++) {
            candidate = wanted + "-" + i;
        }
        return candidate;
    }

    /// Presses the button that adds.
    void apply() {
        problem.setText("");
        if (add.isDisabled() || !form.valid() | !key.valid() | !models.valid() | !limitsValid()) {
            return;
        }
        var draft = draft();
        char[] pasted = key.take();
        add.setDisable(true);
        model.add(
                draft,
                pasted,
                undo -> {
                    add.setDisable(false);
                    added.accept(new Added(draft.name(), undo));
                },
                failure -> {
                    add.setDisable(false);
                    problem.setText(
                            pasted == null
                                    ? ErrorBoundary.sentence(failure)
                                    : Text.of("providers.add.again", ErrorBoundary.sentence(failure)));
                });
    }

    /// What is wrong must be seen.
    private boolean limitsValid() {
        boolean valid = limits.valid();
        if (!valid) {
            advanced.setExpanded(true);
        }
        return valid;
    }

    private NewProvider draft() {
        String called = name.getText().strip();
        return NewProvider.of(vendor.getValue(), called, key.credential(called), models.ids())
                .withEndpoint(wire.getValue(), baseUrl.getText().strip())
                .withFacts(jurisdiction.getText().strip(), trains.isSelected(), clearance.getValue())
                .withPrice(models.rates())
                .withLimits(limits.limits());
    }

    private Check nameCheck() {
        return Check.all(Check.name(), Check.that(typed -> !model.exists(typed), "providers.check.exists"));
    }

    private static Optional<String> checkUrl(String typed) {
        if (typed.strip().startsWith("claude-cli")) {
            return Optional.empty();
        }
        try {
            var uri = URI.create(typed.strip());
            boolean web = List.of("http", "https").contains(uri.getScheme() == null ? "" : uri.getScheme());
            return web && uri.getHost() != null ? Optional.empty() : Optional.of(Text.of("providers.check.url"));
        } catch (IllegalArgumentException malformed) {
            return Optional.of(Text.of("providers.check.url"));
        }
    }
}
