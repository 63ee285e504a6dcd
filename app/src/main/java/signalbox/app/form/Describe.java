package signalbox.app.form;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.util.Duration;
import signalbox.app.text.Text;

/// Name, tooltip, accessible text and shortcut hint of a control in one call, so that none is forgotten. The text key
/// gives the name; `key.help`, when there, says more.
public final class Describe {
    private Describe() {}

    /// A button that shows its name.
    public static void button(ButtonBase button, String key, Object... arguments) {
        button.setText(Text.of(key, arguments));
        named(button, Text.of(key, arguments), help(key), "");
    }

    /// A button that shows its name and has a shortcut, as `KeyCombination` reads it.
    public static void button(ButtonBase button, String key, String shortcut) {
        button.setText(Text.of(key));
        named(button, Text.of(key), help(key), shortcut);
    }

    /// A button that shows only an icon.
    public static void icon(ButtonBase button, String key) {
        named(button, Text.of(key), help(key).isEmpty() ? Text.of(key) : help(key), "");
    }

    /// Any other control; its visible label stands elsewhere.
    public static void control(Control control, String key) {
        named(control, Text.of(key), help(key), "");
    }

    /// Any other control, with a shortcut.
    public static void control(Control control, String key, String shortcut) {
        named(control, Text.of(key), help(key).isEmpty() ? Text.of(key) : help(key), shortcut);
    }

    /// A control with the label that names it.
    public static void labelled(Label label, Control control, String key) {
        label.setText(Text.of(key));
        label.setLabelFor(control);
        named(control, Text.of(key), help(key), "");
    }

    /// With texts that are already made.
    ///
    /// @param help what the tooltip says; empty for no tooltip unless there is a shortcut
    public static void named(Control control, String name, String help, String shortcut) {
        if (control instanceof Labeled labeled) {
            labeled.setMnemonicParsing(false); // it would swallow the first underscore of a name
        }
        control.setAccessibleText(name);
        control.setAccessibleHelp(help.isEmpty() ? null : help);
        String said = help.isEmpty() ? name : help;
        if (!shortcut.isEmpty()) {
            tip(control, said + "  (" + display(shortcut) + ")");
        } else if (!help.isEmpty()) {
            tip(control, help);
        }
    }

    /// A node that is read out but never focused, such as a chart or a state.
    public static void read(Node node, String words) {
        node.setAccessibleText(words);
    }

    /// A tooltip that comes soon and stays.
    public static void tip(Control control, String words) {
        control.setTooltip(tooltip(words));
    }

    /// The same, whose words are made when it is about to show.
    public static void tip(Control control, Supplier<String> words) {
        var tip = tooltip("");
        tip.setOnShowing(showing -> tip.setText(words.get()));
        control.setTooltip(tip);
    }

    private static Tooltip tooltip(String words) {
        var tip = new Tooltip(words);
        tip.setShowDelay(Duration.millis(400));
        tip.setShowDuration(Duration.seconds(30));
        tip.setWrapText(true);
        tip.setMaxWidth(380);
        return tip;
    }

    private static String display(String shortcut) {
        return shortcut.equals("Esc") ? shortcut : KeyCombination.valueOf(shortcut).getDisplayText();
    }

    private static String help(String key) {
        return Text.has(key + ".help") ? Text.of(key + ".help") : "";
    }
}
