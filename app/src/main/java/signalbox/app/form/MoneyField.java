package signalbox.app.form;

import java.util.OptionalLong;
import javafx.scene.control.TextField;
import signalbox.app.text.Amounts;

/// A text field for money: reads `25`, `$25.50`, `0.42 ¢`; writes it out in full when left.
public final class MoneyField {
    private final TextField text = new TextField();

    public MoneyField() {
        text.getStyleClass().add("money-field");
        text.focusedProperty()
                .subscribe((was, now) -> {
                    if (was && !now) {
                        nanos().ifPresent(this::set);
                    }
                });
    }

    public TextField control() {
        return text;
    }

    public void set(long nanos) {
        text.setText(Amounts.exact(nanos));
    }

    /// Nano-dollars; empty when nothing or no money stands there.
    public OptionalLong nanos() {
        String typed = text.getText() == null ? "" : text.getText();
        return Amounts.parse(typed).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
