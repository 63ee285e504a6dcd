package signalbox.app.overview;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;

/// One small card a provider: its state in sign, word and colour, and what it did today.
final class ProviderStrip {
    private final FlowPane node = new FlowPane(12, 12);
    private final Consumer<String> opened;
    private List<Facts.Health> shown = List.of();

    ProviderStrip(Consumer<String> opened) {
        this.opened = opened;
        node.getStyleClass().add("provider-strip");
    }

    Node node() {
        return node;
    }

    void show(List<Facts.Health> providers) {
        if (!providers.equals(shown)) {
            shown = providers;
            node.getChildren().setAll(providers.stream().map(this::card).toList());
        }
    }

    private Node card(Facts.Health provider) {
        var name = new Label(provider.name());
        name.getStyleClass().add("strong");
        var state = new Label(provider.word());
        state.getStyleClass().addAll("pill", provider.state());
        var line = new Label(provider.line());
        line.getStyleClass().addAll("caption", "text-muted");
        var top = new HBox(8, name, state);
        top.setAlignment(Pos.CENTER_LEFT);
        var button = new Button(null, new VBox(4, top, line));
        button.getStyleClass().setAll("button", "card", "provider-card");
        Describe.named(button, provider.name() + ", " + provider.word(), provider.line(), "");
        button.setTooltip(null);
        button.setOnAction(press -> opened.accept(provider.name()));
        return button;
    }
}
