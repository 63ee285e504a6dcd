package signalbox.app.privacy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Provider;
import signalbox.core.policy.ShippedFacts;

/// What somebody attests of a provider: how long it keeps prompts, where that stands, and who says so.
final class AttestForm {
    private final TextField days = new TextField();
    private final ComboBox<DataFacts.ZeroRetention> zero = Choice.of(DataFacts.ZeroRetention.values(), "privacy.zero.");
    private final TextField source = new TextField();
    private final TextField by = new TextField();
    private final Form form = new Form();
    private final Field byField = Field.of("privacy.attest.by", by, Check.required());

    AttestForm(Provider provider, String actor) {
        DataFacts facts =
                provider.facts().equals(DataFacts.UNKNOWN) ? ShippedFacts.start(provider.vendor()) : provider.facts();
        zero.setValue(facts.zeroRetention());
        days.setText(facts.retentionDays().isPresent() ? Integer.toString(facts.retentionDays().getAsInt()) : "");
        source.setText(facts.source());
        by.setText(actor);
        form.row(
                        Field.of("privacy.attest.days", days, Check.optional(Check.whole(0, 3_650))),
                        Field.of("privacy.attest.zero", zero))
                .row(Field.of("privacy.attest.source", source, Check.ANYTHING))
                .row(byField)
                .add(Prose.muted(Text.of("privacy.attest.effect")));
    }

    Node node() {
        return form.node();
    }

    boolean valid() {
        return form.valid();
    }

    void focus() {
        days.requestFocus();
    }

    void complain(String sentence) {
        byField.complain(sentence);
    }

    DataFacts facts(LocalDate today) {
        String kept = days.getText().strip();
        var facts =
                new DataFacts(
                        kept.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(kept)),
                        zero.getValue(),
                        "",
                        Optional.empty(),
                        source.getText().strip());
        return ShippedFacts.attested(facts, by.getText().strip(), today);
    }
}
