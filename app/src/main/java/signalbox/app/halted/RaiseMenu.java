package signalbox.app.halted;

import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.form.MoneyField;
import signalbox.app.shell.Modals;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.policy.Measure;

/// The raise button: the suggestion itself, and behind its arrow +$10, +$25 and an amount of one’s own.
final class RaiseMenu {
    private static final long[] MORE = {10, 25};

    private final Supplier<Halt> current;
    private final Modals modals;
    private final LongConsumer raise;

    /// @param current the halt as it stands when something is pressed
    RaiseMenu(Supplier<Halt> current, Modals modals, LongConsumer raise) {
        this.current = current;
        this.modals = modals;
        this.raise = raise;
    }

    /// The button without its words.
    SplitMenuButton button() {
        var button = new SplitMenuButton();
        button.setOnAction(press -> raise.accept(current.get().suggested()));
        if (current.get().status().budget().measure() == Measure.MONEY) {
            for (long dollars : MORE) {
                button.getItems().add(more(dollars * Amounts.DOLLAR));
            }
            var other = new MenuItem(Text.of("halted.raise.other"));
            other.setOnAction(press -> ask(current.get()));
            button.getItems().add(other);
        }
        return button;
    }

    private MenuItem more(long nanos) {
        long ceiling = current.get().status().cap() + nanos;
        var item = new MenuItem(Text.of("halted.raise.more", Amounts.cap(nanos), Amounts.cap(ceiling)));
        item.setOnAction(press -> raise.accept(ceiling));
        return item;
    }

    private void ask(Halt halt) {
        var money = new MoneyField();
        money.set(halt.suggested());
        var field = Field.of("halted.raise.field", money.control(), Check.all(Check.money(), above(halt, money)));
        var form = new Form().row(field);
        var go = new Button();
        Describe.button(go, "halted.raise.apply");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setOnAction(press -> apply(form, money));
        modals.show(Text.of("halted.raise.title", halt.workload()), form.node(), modals.cancel(), go);
        money.control().requestFocus();
    }

    private void apply(Form form, MoneyField money) {
        if (form.valid()) {
            modals.hide();
            raise.accept(money.nanos().orElseThrow());
        }
    }

    private static Check above(Halt halt, MoneyField money) {
        long spent = halt.status().spent();
        return Check.that(typed -> money.nanos().orElse(0) > spent, "halted.raise.low", Amounts.money(spent));
    }
}
