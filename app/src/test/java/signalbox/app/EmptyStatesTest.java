package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.app.shell.Destination;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;

/// An empty screen says what to do next and shows a sample of what will stand there, which can be taken for nothing
/// else.
class EmptyStatesTest {
    private Ui ui;

    @AfterEach
    void close() {
        ui.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Destination.class,
            names = {
                "OVERVIEW",
                "WORKLOADS",
                "BUDGETS",
                "ROUTES",
                "REQUESTS",
                "PROVIDERS",
                "PRIVACY",
                "SIMULATOR",
                "AUDIT"
            })
    void showsASampleThatNothingIsDoneWith(Destination screen) {
        ui = Ui.open(new FakeRouter());
        ui.go(screen);
        var sample = (Parent) ui.find(node -> node.getStyleClass().contains("sample"));
        var parts = ui.on(() -> below(sample.getChildrenUnmodifiable().get(1)));
        assertTrue(ui.on(() -> sample.getChildrenUnmodifiable().get(1).isMouseTransparent()));
        assertEquals(List.of(), parts.stream().filter(Node::isFocusTraversable).toList());
        for (Node part : parts) {
            if (part instanceof Labeled label && !label.getText().isEmpty() && label.getAccessibleText() != null) {
                assertTrue(label.getAccessibleText().startsWith("Sample: "), label.getAccessibleText());
            }
        }
    }

    @Test
    void nothingIsASampleWhereSomethingIs() {
        ui = Ui.open(SampleDay.router());
        for (Destination screen : Destination.values()) {
            if (screen != Destination.SIMULATOR) {
                ui.go(screen);
                assertFalse(ui.has(node -> node.getStyleClass().contains("sample")), screen.id());
            }
        }
    }

    private static List<Node> below(Node node) {
        var all = new ArrayList<Node>(List.of(node));
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> all.addAll(below(child)));
        }
        return all;
    }
}
