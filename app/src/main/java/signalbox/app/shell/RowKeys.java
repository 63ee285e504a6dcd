package signalbox.app.shell;

import javafx.event.Event;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// J and K move as the arrows do, in whichever list or table has the focus.
final class RowKeys {
    private RowKeys() {}

    static void pressed(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        boolean next = event.getCode() == KeyCode.J;
        if (!plain || !next && event.getCode() != KeyCode.K || event.isConsumed()) {
            return;
        }
        MultipleSelectionModel<?> selection = selection(event.getTarget());
        if (selection == null) {
            return;
        }
        event.consume();
        if (selection.isEmpty()) {
            selection.selectFirst();
        } else {
            var arrow = next ? KeyCode.DOWN : KeyCode.UP;
            Event.fireEvent(
                    event.getTarget(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", arrow, false, false, false, false));
        }
    }

    private static MultipleSelectionModel<?> selection(Object target) {
        return switch (target) {
            case TableView<?> table -> table.getSelectionModel();
            case ListView<?> list -> list.getSelectionModel();
            default -> null;
        };
    }
}
