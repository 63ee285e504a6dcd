package signalbox.app.providers;

import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.core.policy.Model;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Provider;
import signalbox.core.price.ShippedModels;

/// Asks what a model of a provider is called and how much it takes; the shipped list knows the rest of known ones.
final class ModelForm {
    private final Provider provider;
    private final Optional<Model> old;
    private final TextField id = new TextField();
    private final TextField context = new TextField();
    private final TextField output = new TextField();
    private final Field first;
    private final Form form = new Form();
    private final VBox node;

    /// @param old the model to change; empty to add one
    ModelForm(Provider provider, Optional<Model> old) {
        this.provider = provider;
        this.old = old;
        id.getStyleClass().add("mono");
        first =
                Field.of(
                        "providers.model.id",
                        id,
                        Check.all(
                                Check.required(),
                                Check.that(
                                        typed -> old.isPresent() || !provider.models().containsKey(typed.strip()),
                                        "providers.model.exists")));
        form.row(first)
                .row(
                        Field.of("providers.model.context", context, Check.whole(1, 100_000_000)),
                        Field.of("providers.model.output", output, Check.whole(1, 100_000_000)));
        old.ifPresentOrElse(
                model -> {
                    fill(model);
                    id.setText(model.id());
                    id.setDisable(true);
                },
                () -> id.textProperty().subscribe(this::suggest));
        node = new VBox(form.node());
        node.setPrefWidth(480);
    }

    Node node() {
        return node;
    }

    boolean valid() {
        return form.valid();
    }

    void complain(String sentence) {
        first.complain(sentence);
    }

    void focus() {
        (old.isPresent() ? context : id).requestFocus();
    }

    Model model() {
        var base = old.or(() -> known(id.getText().strip()));
        return new Model(
                id.getText().strip(),
                base.map(Model::modelClass).orElse(ModelClass.STANDARD),
                whole(context),
                whole(output),
                base.map(Model::abilities).orElse(Set.of()),
                base.flatMap(Model::price));
    }

    private void suggest(String typed) {
        known(typed == null ? "" : typed.strip()).ifPresent(this::fill);
    }

    private Optional<Model> known(String typed) {
        return ShippedModels.find(provider.vendor(), typed).map(shipped -> shipped.model());
    }

    private void fill(Model model) {
        context.setText(Integer.toString(model.contextTokens()));
        output.setText(Integer.toString(model.maxOutputTokens()));
    }

    private static int whole(TextField field) {
        return Integer.parseInt(field.getText().strip().replace(",", ""));
    }
}
