package signalbox.app.providers;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.Counter;
import signalbox.core.policy.RateName;
import signalbox.core.price.PriceEdit;
import signalbox.core.price.PriceRecord;

/// Asks for the price of one model, in dollars per million tokens, and from which day it holds.
final class PriceForm {
    private final TextField in = new TextField();
    private final TextField out = new TextField();
    private final TextField cached = new TextField();
    private final TextField from = new TextField();
    private final Label effect = Prose.muted("");
    private final Field first;
    private final Form form = new Form();
    private final VBox node;

    /// @param now the price that is shown so far
    PriceForm(Optional<PriceRecord> now, boolean ownRates) {
        now.ifPresent(price -> {
            in.setText(rate(price, Counter.IN_TEXT));
            out.setText(rate(price, Counter.OUT_TEXT));
            cached.setText(rate(price, Counter.CACHE_READ));
        });
        first = Field.of("providers.price.in", in, Check.all(Check.required(), rate(Counter.IN_TEXT)));
        form.row(first, Field.of("providers.price.out", out, Check.all(Check.required(), rate(Counter.OUT_TEXT))))
                .row(
                        Field.of("providers.price.cached", cached, Check.optional(rate(Counter.CACHE_READ))),
                        Field.of("providers.price.from", from, Check.optional(PriceForm::day)));
        effect.setMaxWidth(460);
        from.textProperty().subscribe(typed -> effect.setText(sentence(typed, ownRates)));
        node = new VBox(12, form.node(), effect);
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
        in.requestFocus();
    }

    Map<String, String> rates() {
        var rates = new LinkedHashMap<String, String>();
        rates.put(RateName.of(Counter.IN_TEXT), in.getText());
        rates.put(RateName.of(Counter.OUT_TEXT), out.getText());
        String read = cached.getText() == null ? "" : cached.getText().strip();
        rates.put(RateName.of(Counter.CACHE_READ), read.isEmpty() ? "none" : read);
        return rates;
    }

    /// Null for now.
    Instant from() {
        String typed = from.getText() == null ? "" : from.getText().strip();
        return typed.isEmpty() ? null : LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String sentence(String typed, boolean ownRates) {
        if (ownRates) {
            return Text.of("providers.price.own");
        }
        boolean now = typed == null || typed.isBlank();
        return now ? Text.of("providers.price.effect.now") : Text.of("providers.price.effect", typed.strip());
    }

    private static Check rate(Counter counter) {
        return typed -> {
            try {
                PriceEdit.rate(counter, typed);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(Text.of("providers.price.wrong", e.getMessage()));
            }
        };
    }

    private static Optional<String> day(String typed) {
        try {
            LocalDate.parse(typed.strip());
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(Text.of("providers.price.day"));
        }
    }

    private static String rate(PriceRecord price, Counter counter) {
        Long pico = price.rates().get(counter);
        return pico == null
                ? ""
                : BigDecimal.valueOf(pico, RateName.places(counter)).stripTrailingZeros().toPlainString();
    }
}
