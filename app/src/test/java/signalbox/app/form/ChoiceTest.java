package signalbox.app.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.Ui;
import signalbox.core.policy.PiiClass;

class ChoiceTest {
    private VBox root;
    private final Ui ui = Ui.show(() -> root = new VBox());

    @AfterEach
    void close() {
        ui.close();
    }

    private <T> ComboBox<T> show(ComboBox<T> box) {
        ui.on(() -> root.getChildren().setAll(box));
        return box;
    }

    @Test
    void constantsAreOfferedInTheirOrderAndShownAsTheirText() {
        var box = show(Choice.of(PiiClass.values(), "word."));
        assertEquals(List.of(PiiClass.values()), box.getItems());
        ui.on(() -> {
            box.setValue(PiiClass.PRIVATE);
            return null;
        });
        ui.untilSays("Private");
    }

    @Test
    void whatTheArrowsPassInTheOpenListIsNotChosenYet() {
        var box = show(Choice.of(PiiClass.values(), "word."));
        var chosen = new ArrayList<PiiClass>();
        Choice.whenChosen(box, () -> chosen.add(box.getValue()));
        ui.on(() -> {
            box.requestFocus();
            return null;
        });
        ui.press(KeyCode.DOWN);
        ui.until(box::isShowing);
        ui.press(KeyCode.DOWN);
        ui.press(KeyCode.DOWN);
        assertEquals(List.of(), chosen);
        ui.press(KeyCode.ENTER);
        ui.until(() -> !box.isShowing());
        assertEquals(List.of(PiiClass.values()[1]), chosen);
    }

    @Test
    void valuesAreShownInTheWordsGivenAndNothingIsShownEmpty() {
        ComboBox<Integer> box = show(Choice.of(List.of(7, 30), days -> days + " days"));
        assertEquals("30 days", box.getConverter().toString(30));
        assertEquals("", box.getConverter().toString(null));
        assertThrows(UnsupportedOperationException.class, () -> box.getConverter().fromString("30 days"));
    }
}
