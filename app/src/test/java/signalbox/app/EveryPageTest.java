package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.app.testing.ClippedText;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.ScreenStates;
import signalbox.app.testing.Screenshots;
import signalbox.app.testing.Ui;

/// What must hold on every screen, whichever there are.
class EveryPageTest {
    private static final int[][] SIZES = {{960, 640}, {1440, 900}};

    @ParameterizedTest
    @EnumSource(
            value = Theme.Choice.class,
            names = {"LIGHT", "DARK"})
    void noTextIsCutInEitherSize(Theme.Choice look) {
        try (Ui ui = Ui.open(SampleDay.router(), look)) {
            var found = new ArrayList<String>();
            for (Destination screen : screens(ui)) {
                ui.go(screen);
                for (int[] size : SIZES) {
                    Screenshots.size(ui, size[0], size[1]);
                    ui.settle();
                    Screenshots.size(ui, size[0], size[1]);
                    ui.on(() -> ClippedText.in(ui.scene().getRoot()))
                            .forEach(cut -> found.add(screen + " " + size[0] + ": " + cut));
                }
            }
            assertEquals("", String.join("\n", found));
        }
    }

    @Test
    void everyControlThatTakesTheFocusHasANameAndRoomToHit() {
        try (Ui ui = Ui.open(SampleDay.router())) {
            var found = new ArrayList<String>();
            for (Destination screen : screens(ui)) {
                ui.go(screen);
                ui.on(() -> controls(ui.scene().getRoot()))
                        .forEach(node -> complaint(node).forEach(text -> found.add(screen + ": " + text)));
            }
            assertEquals("", String.join("\n", found));
        }
    }

    @Test
    void noBoxNorTabNorEditedFormHasAControlWithoutAName() throws IOException {
        try (Ui ui = Ui.open(SampleDay.router())) {
            var found = new TreeSet<String>();
            for (Destination screen : screens(ui)) {
                ui.go(screen);
                ScreenStates.visit(
                        ui,
                        screen,
                        name -> {
                            Screenshots.size(ui, 960, 640);
                            ui.on(() -> controls(ui.scene().getRoot()))
                                    .forEach(node -> complaint(node).forEach(text -> found.add(name + ": " + text)));
                        });
            }
            assertEquals("", String.join("\n", found));
        }
    }

    @Test
    void everyScreenIsReachedByItsKeyAndLeavesNothingBehind() {
        var router = SampleDay.router();
        try (Ui ui = Ui.open(router)) {
            for (Destination screen : screens(ui)) {
                ui.go(screen);
                assertEquals(screen, ui.on(() -> ui.graph().tools().navigator().current().get()));
            }
        }
        assertEquals(0, router.listeners());
    }

    private static List<Destination> screens(Ui ui) {
        return ui.graph().tools().navigator().destinations();
    }

    /// Laid out, whatever came on screen since the last pulse.
    private static List<Node> controls(Parent root) {
        root.applyCss();
        root.layout();
        return nodes(root).filter(EveryPageTest::focusable).toList();
    }

    private static boolean focusable(Node node) {
        return node.isFocusTraversable()
                && node instanceof Control
                && !(node instanceof ScrollBar)
                && !(node instanceof ScrollPane)
                && shown(node);
    }

    private static Stream<String> complaint(Node node) {
        var complaints = new ArrayList<String>();
        boolean named =
                node.getAccessibleText() != null && !node.getAccessibleText().isBlank()
                        || node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank();
        if (!named) {
            complaints.add("no name: " + node);
        }
        if (node instanceof ButtonBase && ((Region) node).getHeight() < 27) {
            complaints.add("too low to hit, " + ((Region) node).getHeight() + ": " + node);
        }
        if (node instanceof ButtonBase button && button.isMnemonicParsing()) {
            complaints.add("loses underscores: " + node);
        }
        return complaints.stream();
    }

    private static boolean shown(Node node) {
        for (Node one = node; one != null; one = one.getParent()) {
            if (!one.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static Stream<Node> nodes(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node), parent.getChildrenUnmodifiable().stream().flatMap(EveryPageTest::nodes))
                : Stream.of(node);
    }
}
