package signalbox.app.routes;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Form;
import signalbox.app.shell.Modals;
import signalbox.app.text.Text;

/// Asks for the name of a new route; it has to be free.
final class NewRoute {
    private final Modals modals;
    private final RoutesModel model;

    NewRoute(Modals modals, RoutesModel model) {
        this.modals = modals;
        this.model = model;
    }

    void ask(Consumer<String> named) {
        var name = new TextField();
        Check free = Check.that(typed -> !model.policy().routes().containsKey(typed.strip()), "routes.taken");
        var form = new Form().row(Field.of("routes.name", name, Check.all(Check.name(), free)));
        var go = new Button();
        Describe.button(go, "routes.new.go");
        go.getStyleClass().add("accent");
        go.setOnAction(press -> {
            if (form.valid()) {
                modals.hide();
                named.accept(name.getText().strip());
            }
        });
        modals.show(Text.of("routes.new"), form.node(), modals.cancel(), go);
        name.requestFocus();
    }
}
