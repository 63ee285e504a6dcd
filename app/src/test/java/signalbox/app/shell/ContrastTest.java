package signalbox.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;

/// Every colour that text is written in, on every ground it is written on, by the formula of WCAG 2.2: 4.5 to 1 for
/// text, 3 to 1 for what is drawn.
class ContrastTest {
    private static final List<String> GROUNDS =
            List.of("-color-canvas", "-color-card", "-color-sidebar", "-color-bg-overlay", "-color-bg-subtle");
    private static final List<String> TEXTS =
            List.of(
                    "-color-fg-default",
                    "-color-fg-muted",
                    "-color-accent-fg",
                    "-color-success-fg",
                    "-color-warning-fg",
                    "-color-danger-fg",
                    "-color-practice-fg");

    /// Text on a ground that lies on a ground: pills, banners, boxes, differences, chosen segments and rows.
    private static final List<List<String>> TINTED =
            List.of(
                    List.of("-color-success-fg", "-color-success-subtle"),
                    List.of("-color-warning-fg", "-color-warning-subtle"),
                    List.of("-color-danger-fg", "-color-danger-subtle"),
                    List.of("-color-accent-fg", "-color-accent-subtle"),
                    List.of("-color-accent-fg", "-color-segment"),
                    List.of("-color-fg-default", "-color-danger-subtle"),
                    List.of("-color-fg-default", "-color-success-subtle"),
                    List.of("-color-fg-default", "-color-warning-subtle"),
                    List.of("-color-fg-default", "-color-accent-subtle"),
                    List.of("-color-fg-default", "-color-neutral-muted"),
                    List.of("-color-fg-muted", "-color-danger-subtle"),
                    List.of("-color-fg-muted", "-color-warning-subtle"),
                    List.of("-color-fg-muted", "-color-accent-subtle"),
                    List.of("-color-fg-emphasis", "-color-accent-emphasis"),
                    List.of("-color-fg-emphasis", "-color-danger-emphasis"));

    private static final List<String> SERIES =
            List.of(
                    "-color-chart-1",
                    "-color-chart-2",
                    "-color-chart-3",
                    "-color-chart-4",
                    "-color-chart-5",
                    "-color-chart-6",
                    "-color-chart-other");

    @ParameterizedTest
    @EnumSource(
            value = Theme.Choice.class,
            names = {"LIGHT", "DARK"})
    void everyTextCanBeRead(Theme.Choice look) {
        try (Ui ui = Ui.open(SampleDay.router(), look)) {
            var poor = new ArrayList<String>();
            for (String ground : GROUNDS) {
                TEXTS.forEach(text -> poor.addAll(below(4.5, ui, text, ground)));
                TINTED.forEach(pair -> poor.addAll(below(4.5, ui, pair.get(0), pair.get(1), ground)));
            }
            SERIES.forEach(series -> poor.addAll(below(3, ui, series, "-color-card")));
            assertEquals("", String.join("\n", poor));
        }
    }

    private static List<String> below(double least, Ui ui, String text, String... grounds) {
        Color under = Color.WHITE;
        for (int i = grounds.length - 1; i >= 0; i--) {
            under = over(color(ui, grounds[i]), under);
        }
        double ratio = ratio(over(color(ui, text), under), under);
        return ratio >= least
                ? List.of()
                : List.of(String.format("%s on %s: %.2f", text, String.join(" over ", grounds), ratio));
    }

    /// What a token stands for, asked of the style sheets themselves.
    private static Color color(Ui ui, String token) {
        return ui.on(() -> {
            var probe = new Region();
            probe.setStyle("-fx-background-color: " + token + ";");
            var root = (Pane) ui.scene().getRoot();
            var holder = new VBox(probe);
            root.getChildren().add(holder);
            root.applyCss();
            Background background = probe.getBackground();
            root.getChildren().remove(holder);
            BackgroundFill fill = background.getFills().getFirst();
            return (Color) fill.getFill();
        });
    }

    private static Color over(Color above, Color under) {
        double alpha = above.getOpacity();
        return Color.color(
                above.getRed() * alpha + under.getRed() * (1 - alpha),
                above.getGreen() * alpha + under.getGreen() * (1 - alpha),
                above.getBlue() * alpha + under.getBlue() * (1 - alpha));
    }

    private static double ratio(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
