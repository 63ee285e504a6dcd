package signalbox.app.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.Ui;
import signalbox.core.policy.PiiClass;

class ChoiceTest {
    @Test
    void constantsAreOfferedInTheirOrderAndShownAsTheirText() {
        var box = Choice.of(PiiClass.values(), "word.");
        try (var ui = Ui.show(() -> new VBox(box))) {
            assertEquals(List.of(PiiClass.values()), box.getItems());
            ui.on(() -> {
                box.setValue(PiiClass.PRIVATE);
                return null;
            });
            ui.untilSays("Private");
        }
    }

    @Test
    void valuesAreShownInTheWordsGivenAndNothingIsShownEmpty() {
        ComboBox<Integer> box = Choice.of(List.of(7, 30), days -> days + " days");
        assertEquals("30 days", box.getConverter().toString(30));
        assertEquals("", box.getConverter().toString(null));
        assertThrows(UnsupportedOperationException.class, () -> box.getConverter().fromString("30 days"));
    }
}
