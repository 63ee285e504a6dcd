package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Theme;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Screenshots;
import signalbox.app.testing.Ui;

/// Whoever works by keyboard sees where the focus is: every control that Tab reaches looks different while it has it.
class FocusTest {
    private static final int MANY = 120;

    private final Map<Node, WritableImage> seen = new LinkedHashMap<>();
    private final Set<String> dull = new TreeSet<>();

    @ParameterizedTest
    @EnumSource(
            value = Theme.Choice.class,
            names = {"LIGHT", "DARK"})
    void everyControlThatTabReachesShowsThatItHasTheFocus(Theme.Choice look) {
        try (Ui ui = Ui.open(SampleDay.router(), look)) {
            Screenshots.size(ui, 1440, 900);
            for (Destination screen : ui.graph().tools().navigator().destinations()) {
                ui.go(screen);
                ui.on(() -> {
                    walk(ui.scene(), screen.id());
                    return null;
                });
            }
        }
        assertTrue(seen.size() > 100, "Tab reached only " + seen.size());
        assertEquals("", String.join("\n", dull));
    }

    @Test
    void tabGoesRoundInABoxAndNeverBehindIt() {
        try (Ui ui = Ui.open(SampleDay.router())) {
            ui.on(() -> {
                ui.graph().tools().modals().confirm("Delete evals", "Its 12 calls stay.", "Delete evals", () -> {});
                return null;
            });
            var forwards = List.of("Cancel", "Delete evals", "Cancel", "Delete evals");
            assertEquals(forwards, pressed(ui, KeyCode.TAB));
            var backwards = List.of("Cancel", "Delete evals", "Cancel", "Delete evals");
            assertEquals(backwards, pressed(ui, KeyCode.SHIFT, KeyCode.TAB));
        }
    }

    /// What has the focus after each of four presses.
    private static List<String> pressed(Ui ui, KeyCode... keys) {
        return IntStream.range(0, 4)
                .mapToObj(press -> {
                    ui.press(keys);
                    return ui.on(() -> ((Labeled) ui.scene().getFocusOwner()).getText());
                })
                .toList();
    }

    /// Goes round by Tab once, looking at each control while it has the focus and when the next one has it.
    private void walk(Scene scene, String where) {
        scene.getRoot().requestFocus();
        for (int i = 0; i < MANY; i++) {
            Node last = scene.getFocusOwner();
            last.requestFocusTraversal(TraversalDirection.NEXT);
            Node owner = scene.getFocusOwner();
            if (owner == last || seen.containsKey(owner) && !owner.getStyleClass().contains("sidebar-entry")) {
                break;
            }
            seen.putIfAbsent(owner, picture(owner));
            if (last != scene.getRoot() && same(seen.get(last), picture(last))) {
                dull.add(where + ": " + last);
            }
        }
    }

    private static WritableImage picture(Node node) {
        return node.snapshot(new SnapshotParameters(), null);
    }

    private static boolean same(WritableImage one, WritableImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            return false;
        }
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                if (one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y)) {
                    return false;
                }
            }
        }
        return true;
    }
}
