package signalbox.app.halted;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Modals;
import signalbox.app.shell.Navigator;
import signalbox.app.shell.Route;
import signalbox.app.shell.Theme;
import signalbox.app.shell.Toasts;
import signalbox.app.text.Text;

/// A banner for each halt, two at most, then how many more there are. Made for the top of any screen; takes no room
/// while nothing is halted.
public final class HaltBanners {
    private static final int MOST = 2;

    private final HaltModel model;
    private final Navigator navigator;
    private final Modals modals;
    private final Toasts toasts;
    private final InstantSource clock;
    private final Map<String, HaltBanner> banners = new HashMap<>();
    private final VBox node = new VBox(12);

    public HaltBanners(HaltModel model, Navigator navigator, Modals modals, Toasts toasts, InstantSource clock) {
        this.model = model;
        this.navigator = navigator;
        this.modals = modals;
        this.toasts = toasts;
        this.clock = clock;
        Theme.style(node, "halted");
        node.getStyleClass().add("halt-banners");
        model.halts().subscribe(this::rebuild);
        rebuild();
    }

    public Node node() {
        return node;
    }

    /// What the key U does: unlocks the newest halt.
    ///
    /// @return whether there was one
    public boolean unlockNewest() {
        if (model.halts().isEmpty()) {
            return false;
        }
        unlock(model.halts().getFirst());
        return true;
    }

    private void rebuild() {
        var shown = new ArrayList<Node>();
        var budgets = model.halts().stream().map(Halt::budget).toList();
        banners.keySet().retainAll(budgets);
        model.halts().stream().limit(MOST).map(this::banner).forEach(shown::add);
        int more = model.halts().size() - MOST;
        if (more > 0) {
            var link = new Hyperlink(Text.of("halted.more", more));
            link.setAccessibleText(link.getText());
            link.setOnAction(press -> navigator.go(Destination.WORKLOADS));
            shown.add(link);
        }
        if (more > 0 || !node.getChildren().equals(shown)) {
            node.getChildren().setAll(shown);
        }
        node.setVisible(!shown.isEmpty());
        node.setManaged(!shown.isEmpty());
    }

    private Node banner(Halt halt) {
        var banner =
                banners.computeIfAbsent(
                        halt.budget(), budget -> new HaltBanner(halt, this::unlock, this::raise, this::look, modals));
        banner.update(halt, clock.instant());
        return banner.node();
    }

    private void look(Halt halt) {
        navigator.go(new Route.Requests("workload:" + halt.workload() + " status:refused"));
    }

    private void unlock(Halt halt) {
        model.unlock(halt, this::lifted, toasts::fail);
    }

    private void raise(Halt halt, long ceiling) {
        model.raise(halt, ceiling, this::lifted, toasts::fail);
    }

    private void lifted(HaltModel.Lifted lifted) {
        toasts.say(HaltWords.running(lifted), () -> model.undo(lifted, () -> {}, toasts::fail));
    }
}
