package signalbox.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import signalbox.app.testing.Ui;

class AppIconTest {
    @Test
    void everySizeIsThereAndIsThatSize() {
        var widths = new ArrayList<Double>();
        try (var _ =
                Ui.show(() -> {
                    AppIcon.images().forEach(image -> widths.add(image.getWidth()));
                    return new Pane();
                })) {
            assertEquals(List.of(16.0, 24.0, 32.0, 48.0, 64.0, 128.0, 256.0, 512.0), widths);
        }
    }
}
