package signalbox.app.desktop;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.image.Image;

/// The program's mark. The build takes the pictures from `icons/`.
public final class AppIcon {
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256, 512};

    private AppIcon() {}

    /// The mark in every size that a window's title bar, a task bar or a switcher may want. Any thread.
    public static List<Image> images() {
        return IntStream.of(SIZES)
                .mapToObj(size -> "/signalbox/app/icon/signalbox-" + size + ".png")
                .map(name -> Objects.requireNonNull(AppIcon.class.getResource(name), name))
                .map(url -> new Image(url.toExternalForm()))
                .toList();
    }
}
