package signalbox.app.desktop;

import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.Image;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.Toolkit;
import java.awt.TrayIcon;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.app.live.Fx;
import signalbox.app.shell.Tray;

/// The notification area through AWT, the one way Java has. AWT wakes up with the first [#show], on a thread of its
/// own, so that a desktop without such an area pays once and then never again. Thread-safe.
public final class AwtTray implements Tray {
    private static final Logger LOG = LoggerFactory.getLogger(AwtTray.class);

    private final boolean white;
    private volatile TrayIcon icon;
    private volatile boolean unsupported;

    /// @param osName decides between dark and white glyphs: the panels of Linux desktops are mostly dark
    public AwtTray(String osName) {
        String os = osName.toLowerCase(Locale.ROOT);
        white = !os.contains("mac") && !os.contains("win");
    }

    @Override
    public void show(Glyph glyph, String words, List<Item> menu, Runnable press) {
        if (!unsupported) {
            Thread.ofPlatform().daemon().name("tray").start(() -> wake(glyph, words, menu, press));
        }
    }

    private void wake(Glyph glyph, String words, List<Item> menu, Runnable press) {
        try {
            if (!SystemTray.isSupported()) {
                unsupported = true;
                return;
            }
            EventQueue.invokeLater(() -> put(glyph, words, menu, press));
        } catch (RuntimeException | LinkageError noDesktop) {
            unsupported = true;
            LOG.info("no notification area", noDesktop);
        }
    }

    private void put(Glyph glyph, String words, List<Item> menu, Runnable press) {
        var popup = new PopupMenu();
        menu.forEach(item -> popup.add(item(item)));
        if (icon == null) {
            var made = new TrayIcon(image(glyph), words, popup);
            made.setImageAutoSize(true);
            made.addActionListener(event -> Fx.later(press));
            try {
                SystemTray.getSystemTray().add(made);
                icon = made;
            } catch (AWTException refused) {
                unsupported = true;
                LOG.info("the notification area refused", refused);
            }
        } else {
            icon.setImage(image(glyph));
            icon.setToolTip(words);
            icon.setPopupMenu(popup);
        }
    }

    @Override
    public void hide() {
        if (icon != null) {
            EventQueue.invokeLater(() -> {
                if (icon != null) {
                    SystemTray.getSystemTray().remove(icon);
                    icon = null;
                }
            });
        }
    }

    @Override
    public boolean visible() {
        return icon != null;
    }

    private static MenuItem item(Item item) {
        if (!item.below().isEmpty()) {
            var menu = new Menu(item.words());
            item.below().forEach(one -> menu.add(item(one)));
            return menu;
        }
        var line = new MenuItem(item.words());
        line.setEnabled(item.action() != null);
        if (item.action() != null) {
            line.addActionListener(event -> Fx.later(item.action()));
        }
        return line;
    }

    private Image image(Glyph glyph) {
        String name = glyph.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String path = "/signalbox/app/icon/tray-" + name + (white ? "-white" : "") + "-32.png";
        URL url = Objects.requireNonNull(AwtTray.class.getResource(path), path);
        return Toolkit.getDefaultToolkit().getImage(url);
    }
}
