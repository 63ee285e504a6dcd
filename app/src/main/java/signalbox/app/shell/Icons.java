package signalbox.app.shell;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// Icons, coloured and sized by CSS. They are decoration: names stand on the controls that hold them.
public final class Icons {
    private Icons() {}

    public static FontIcon of(Ikon icon) {
        return new FontIcon(icon);
    }

    /// An icon with a style class, for its colour.
    public static FontIcon of(Ikon icon, String styleClass) {
        var node = new FontIcon(icon);
        node.getStyleClass().add(styleClass);
        return node;
    }
}
