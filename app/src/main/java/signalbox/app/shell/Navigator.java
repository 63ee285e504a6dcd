package signalbox.app.shell;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;

/// Knows the screens and which one is in front. Screens are built at their first showing and kept.
public final class Navigator {
    private final Map<Destination, Supplier<Page>> makers = new LinkedHashMap<>();
    private final Map<Destination, Page> pages = new EnumMap<>(Destination.class);
    private final ReadOnlyObjectWrapper<Destination> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Node> content = new ReadOnlyObjectWrapper<>();
    private final ErrorBoundary boundary;

    public Navigator(ErrorBoundary boundary) {
        this.boundary = boundary;
    }

    /// Registers a screen.
    public void add(Destination destination, Supplier<Page> maker) {
        makers.put(destination, maker);
    }

    /// The registered destinations, in sidebar order.
    public List<Destination> destinations() {
        return makers.keySet().stream().sorted().toList();
    }

    public void go(Destination destination) {
        go(new Route.Plain(destination));
    }

    /// Brings the screen of `route` to the front; nothing happens when it is not registered.
    public void go(Route route) {
        if (!makers.containsKey(route.to())) {
            return;
        }
        if (current.get() != route.to()) {
            leave();
        }
        current.set(route.to());
        Node node =
                boundary.guard(
                        () -> {
                            Page page = pages.computeIfAbsent(route.to(), to -> makers.get(to).get());
                            page.onShow(route);
                            return page.node();
                        },
                        () -> again(route));
        content.set(node);
    }

    /// Makes a screen anew that failed.
    private void again(Route route) {
        pages.remove(route.to());
        go(route);
    }

    /// Whether a route leads anywhere.
    public boolean reaches(Destination destination) {
        return makers.containsKey(destination);
    }

    /// Tells the screen in front that it is hidden; the next [#go] shows it again.
    public void leave() {
        Page page = current.get() == null ? null : pages.get(current.get());
        if (page != null) {
            page.onHide();
        }
    }

    public ReadOnlyObjectProperty<Destination> current() {
        return current.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Node> content() {
        return content.getReadOnlyProperty();
    }
}
