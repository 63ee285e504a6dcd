package signalbox.app.providers;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.MoneyField;
import signalbox.app.text.Text;
import signalbox.core.price.ShippedModel;
import signalbox.core.price.ShippedModels;
import signalbox.core.vendor.Vendor;

/// Ticks models of the shipped list and takes others as typed.
final class ModelPicker {
    private static final int COLUMNS = 2;

    private final BiFunction<Vendor, String, String> priceOf;
    private final GridPane ticks = new GridPane(16, 6);
    private final SequencedMap<String, CheckBox> boxes = new LinkedHashMap<>();
    private final TextField typed = new TextField();
    private final MoneyField in = new MoneyField();
    private final MoneyField out = new MoneyField();
    private final Field typedField;
    private final HBox rates;
    private final VBox node;

    /// @param priceOf the list price of a vendor’s model, in words
    ModelPicker(BiFunction<Vendor, String, String> priceOf) {
        this.priceOf = priceOf;
        for (int i = 0; i < COLUMNS; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            column.setHgrow(Priority.ALWAYS);
            ticks.getColumnConstraints().add(column);
        }
        typed.getStyleClass().add("mono");
        typedField = Field.of("providers.models.typed", typed, this::check);
        rates = new HBox(12, rate("providers.models.in", in), rate("providers.models.out", out));
        rates.managedProperty().bind(rates.visibleProperty());
        node = new VBox(12, ticks, typedField.node(), rates);
    }

    Node node() {
        return node;
    }

    void suggest(Vendor vendor) {
        boxes.clear();
        ticks.getChildren().clear();
        for (ShippedModel model : ShippedModels.of(vendor.id())) {
            int place = boxes.size();
            var box = box(vendor, model);
            boxes.put(model.id(), box);
            ticks.add(box, place % COLUMNS, place / COLUMNS);
        }
        ticks.setManaged(!boxes.isEmpty());
        rates.setVisible(!vendor.local());
    }

    boolean valid() {
        if (typedField.valid()) {
            return true;
        }
        typedField.control().requestFocus();
        return false;
    }

    /// Ticked and typed ids.
    List<String> ids() {
        var ids = new LinkedHashSet<String>();
        boxes.forEach((id, box) -> {
            if (box.isSelected()) {
                ids.add(id);
            }
        });
        for (String one : (typed.getText() == null ? "" : typed.getText()).split("[,\\s]+")) {
            if (!one.isEmpty()) {
                ids.add(one);
            }
        }
        return List.copyOf(ids);
    }

    /// The price of models that the list does not know; empty unless both rates are there.
    Optional<NewProvider.Rates> rates() {
        return in.nanos().isPresent() && out.nanos().isPresent()
                ? Optional.of(new NewProvider.Rates(in.nanos().getAsLong(), out.nanos().getAsLong()))
                : Optional.empty();
    }

    private Optional<String> check() {
        return ids().isEmpty() ? Optional.of(Text.of("providers.check.models")) : Optional.empty();
    }

    private CheckBox box(Vendor vendor, ShippedModel model) {
        String price = priceOf.apply(vendor, model.id());
        String words = price.isEmpty() ? model.id() : model.id() + "\n" + price;
        var box = new CheckBox(words);
        box.setWrapText(true);
        box.getStyleClass().add("model-tick");
        Describe.named(box, price.isEmpty() ? model.id() : model.id() + ", " + price, "", "");
        return box;
    }

    private static Node rate(String key, MoneyField money) {
        var field = Field.of(key, money.control());
        HBox.setHgrow(field.node(), Priority.ALWAYS);
        ((Region) field.node()).setPrefWidth(300);
        return field.node();
    }
}
