package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleCalls;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.Ui;
import signalbox.core.ledger.CallRow;

/// What the sheet of shortcuts promises, and the rows of every list.
class KeysTest {
    private static final Map<String, KeyCode> NAMED =
            Map.of(
                    "?", KeyCode.SLASH,
                    "Space", KeyCode.SPACE,
                    "Esc", KeyCode.ESCAPE,
                    ",", KeyCode.COMMA,
                    "Comma", KeyCode.COMMA);

    /// Keys that wait for something to be there first: a halt, an open form, a search.
    private static final Set<String> WAITING =
            Set.of("U on WORKLOADS", "U on BUDGETS", "Ctrl+S on PROVIDERS", "Esc on PREFERENCES");

    private final FakeRouter router = SampleDay.router();
    private Ui ui;

    @BeforeEach
    void open() {
        router.ledger().add(SampleCalls.call(900, 0, Duration.ZERO, CallRow.Outcome.ANSWERED, 5));
        ui = Ui.open(router);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void everyKeyOfTheSheetDoesSomething() {
        var tried = new HashSet<Map.Entry<String, String>>();
        var idle = new TreeSet<String>();
        for (Destination screen : ui.on(() -> ui.graph().tools().navigator().destinations())) {
            ui.go(screen);
            for (var entry : ui.on(() -> Map.copyOf(ui.graph().tools().shortcuts().sheet())).entrySet()) {
                if (tried.add(entry) && !used(screen, entry.getKey())) {
                    idle.add(entry.getKey() + " on " + screen);
                }
            }
        }
        assertTrue(tried.size() > 20, tried.toString());
        idle.removeAll(WAITING);
        assertEquals(List.of(), List.copyOf(idle), "nothing happened");
    }

    private boolean used(Destination screen, String keys) {
        ui.on(() -> {
            ready(screen);
            return null;
        });
        ui.settle();
        ui.on(() -> {
            ui.graph().tools().toasts().say("Done.", () -> {});
            selectSomething(screen);
            return null;
        });
        ui.settle();
        boolean used = ui.on(() -> uses(keys));
        ui.settle();
        return used;
    }

    private void ready(Destination screen) {
        ui.graph().tools().modals().hide();
        if (ui.graph().tools().navigator().current().get() != screen) {
            ui.graph().tools().navigator().go(screen);
        }
        ui.scene().getRoot().requestFocus();
    }

    private void selectSomething(Destination screen) {
        if (screen == Destination.PREFERENCES) {
            ((TextField) ui.scene().getRoot().lookup(".preferences .text-field")).setText("port");
            ui.scene().getRoot().requestFocus();
            return;
        }
        rows().stream().limit(1).forEach(node -> selection(node).selectFirst());
    }

    /// Whether a key press on the window is used by anything.
    private boolean uses(String keys) {
        var unused = new ArrayList<KeyEvent>();
        EventHandler<KeyEvent> left = unused::add;
        ui.stage().addEventHandler(KeyEvent.KEY_PRESSED, left);
        try {
            Event.fireEvent(ui.scene().getRoot(), event(keys));
        } finally {
            ui.stage().removeEventHandler(KeyEvent.KEY_PRESSED, left);
        }
        return unused.isEmpty();
    }

    private static KeyEvent event(String keys) {
        String[] parts = keys.split("\\+");
        String last = parts[parts.length - 1];
        var code = NAMED.containsKey(last) ? NAMED.get(last) : KeyCode.getKeyCode(last);
        boolean shift = keys.equals("?") || keys.contains("Shift");
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, keys.contains("Ctrl"), false, false);
    }

    @Test
    void jAndKMoveInEveryListAsTheArrowsDo() {
        var walked = new TreeSet<String>();
        for (Destination screen : ui.on(() -> ui.graph().tools().navigator().destinations())) {
            ui.go(screen);
            int many = ui.on(() -> rows().size());
            for (int i = 0; i < many; i++) {
                int index = i;
                if (ui.on(() -> rows().size() > index && size(rows().get(index)) > 2)) {
                    ui.on(() -> {
                        walk(rows().get(index));
                        return null;
                    });
                    walked.add(screen.id());
                }
            }
        }
        assertTrue(walked.containsAll(List.of("overview", "workloads", "requests", "audit", "budgets")), "" + walked);
    }

    private void walk(Node node) {
        var selection = selection(node);
        node.requestFocus();
        selection.select(0);
        press(node, KeyCode.J);
        assertEquals(1, selection.getSelectedIndex(), "J in " + node);
        press(node, KeyCode.DOWN);
        assertEquals(2, selection.getSelectedIndex(), "down in " + node);
        press(node, KeyCode.K);
        assertEquals(1, selection.getSelectedIndex(), "K in " + node);
        press(node, KeyCode.UP);
        assertEquals(0, selection.getSelectedIndex(), "up in " + node);
    }

    private static void press(Node node, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    @Test
    void uUnlocksTheWorkloadThatIsSelected() {
        ui.go(Destination.WORKLOADS);
        ui.on(() -> {
            ui.graph().tools().navigator().go(new Route.Workload("nightly-etl"));
            return null;
        });
        ui.settle();
        ui.press(KeyCode.U);
        ui.until(() -> router.asked().stream().anyMatch(asked -> asked.startsWith("unlock nightly-etl")));
    }

    /// Lists and tables on screen that move by rows.
    private List<Node> rows() {
        var found = new ArrayList<Node>();
        for (String style : List.of(".table-view", ".list-view")) {
            for (Node node : ui.scene().getRoot().lookupAll(style)) {
                boolean cells =
                        node instanceof TableView<?> table && table.getSelectionModel().isCellSelectionEnabled();
                if (shown(node) && !cells && !"list-view".equals(node.getId()) && size(node) > 0) {
                    found.add(node);
                }
            }
        }
        return found;
    }

    private static boolean shown(Node node) {
        return node.isVisible() && (node.getParent() == null || shown(node.getParent()));
    }

    private static int size(Node node) {
        return node instanceof TableView<?> table ? table.getItems().size() : ((ListView<?>) node).getItems().size();
    }

    private static MultipleSelectionModel<?> selection(Node node) {
        return node instanceof TableView<?> table
                ? table.getSelectionModel()
                : ((ListView<?>) node).getSelectionModel();
    }
}
