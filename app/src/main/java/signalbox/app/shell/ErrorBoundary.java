package signalbox.app.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.RouterException;

/// Keeps one broken screen from taking the window with it, and turns failures into a calm sentence with a code that can
/// be searched for.
public final class ErrorBoundary {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorBoundary.class);

    private final Desk desk;

    public ErrorBoundary(Desk desk) {
        this.desk = desk;
    }

    /// What `maker` makes, or a card that says what failed.
    ///
    /// @param again tries anew, from the card’s button
    public Node guard(Supplier<Node> maker, Runnable again) {
        try {
            return maker.get();
        } catch (RuntimeException failure) {
            LOG.error("a screen failed, code {}", code(failure), failure);
            return card("error.screen", failure, button("error.reload", again, "accent"), copy(failure));
        }
    }

    /// A card for a console that cannot be made at all, with the ways out.
    ///
    /// @param logs the folder of the log
    public Node ended(Throwable failure, Path logs, Runnable quit) {
        LOG.error("the console could not be made, code {}", code(failure), failure);
        var box =
                card(
                        "error.console",
                        failure,
                        button("close.quit", quit, "accent"),
                        copy(failure),
                        button("error.logs", () -> desk.browse(logs.toUri())));
        box.getChildren().add(2, Prose.body(Text.of("error.console.next")));
        return box;
    }

    /// The sentence for a failure: what the router or its store said, or a general one with the code.
    public static String sentence(Throwable failure) {
        return failure instanceof RouterException || storeSays(failure)
                ? failure.getMessage()
                : Text.of("error.unexpected", code(failure));
    }

    /// The ledger throws this while its database cannot be used, and says why; the toolkit's own are no sentences.
    private static boolean storeSays(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof IllegalStateException
                && failure.getMessage() != null
                && trace.length > 0
                && trace[0].getClassName().startsWith("signalbox.");
    }

    /// A short code, the same for the same failure at the same place; the router’s own where it gave one.
    public static String code(Throwable failure) {
        if (failure instanceof RouterException expected) {
            return expected.code();
        }
        var place = new StringBuilder(failure.getClass().getName());
        StackTraceElement[] trace = failure.getStackTrace();
        for (int i = 0; i < Math.min(3, trace.length); i++) {
            place.append(trace[i].getClassName()).append(trace[i].getMethodName());
        }
        var sum = new CRC32();
        sum.update(place.toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "ui-%06x", sum.getValue() & 0xffffff);
    }

    /// Code, kind and place; never the message, which may quote what a person typed.
    private static String details(Throwable failure) {
        var text = new StringBuilder(code(failure)).append('\n').append(failure.getClass().getName());
        for (StackTraceElement frame : failure.getStackTrace()) {
            text.append("\n  at ").append(frame);
        }
        return text.toString();
    }

    private static VBox card(String title, Throwable failure, Button... ways) {
        var heading = new Label(Text.of(title));
        heading.getStyleClass().add("title-4");
        var box = new VBox(12, heading, Prose.body(sentence(failure)), new HBox(8, ways));
        box.getStyleClass().add("page-error");
        return box;
    }

    private Button copy(Throwable failure) {
        return button("error.copy", () -> desk.copy(details(failure)));
    }

    private static Button button(String key, Runnable action, String... styles) {
        var button = new Button();
        Describe.button(button, key);
        button.getStyleClass().addAll(styles);
        button.setOnAction(press -> action.run());
        return button;
    }
}
