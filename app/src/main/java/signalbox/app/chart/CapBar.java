package signalbox.app.chart;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import signalbox.app.text.Text;
import signalbox.core.budget.BudgetStatus;

/// A budget as one bar: spent (plain), held by calls in flight (hatched), unreported after a crash (upright stripes),
/// free (empty); and a tick where spending at an even pace would stand now.
public final class CapBar extends Region {
    private final Region spent = part("cap-spent");
    private final Region unreported = part("cap-unreported");
    private final Region held = part("cap-held");
    private final Region tick = part("cap-tick");
    private double spentShare;
    private double unreportedShare;
    private double heldShare;
    private double paceShare = -1;

    private static final double LOW = 8;

    private final double height;

    /// A bar for lists.
    public CapBar() {
        this(LOW);
    }

    /// A bar of that height, in pixels.
    public CapBar(double height) {
        this.height = height;
        getStyleClass().add("cap-bar");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        getChildren().addAll(spent, unreported, held, tick);
        setMinSize(60, height);
        setPrefSize(160, height);
        setMaxHeight(height);
    }

    /// @param pace share of the window that has passed, 0 to 1; negative for no tick
    public void show(BudgetStatus status, double pace) {
        double cap = Math.max(1, status.cap());
        spentShare = Math.min(1, status.spent() / cap);
        unreportedShare = Math.min(1 - spentShare, status.unreported() / cap);
        heldShare = Math.min(1 - spentShare - unreportedShare, status.held() / cap);
        paceShare = pace;
        String state =
                switch (status.state()) {
                    case HALTED -> "halted";
                    case SOFT, DOWNGRADED -> "near";
                    case OK -> "well";
                };
        getStyleClass().setAll("cap-bar", state);
        long left = Math.round((1 - spentShare - unreportedShare - heldShare) * 100);
        setAccessibleText(
                Text.of(
                        "chart.cap.read",
                        Math.round(spentShare * 100),
                        Math.round(heldShare * 100),
                        Math.round(unreportedShare * 100),
                        left));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double left = place(spent, 0, spentShare * width, height);
        left = place(held, left, heldShare * width, height);
        place(unreported, left, unreportedShare * width, height);
        tick.setVisible(paceShare > 0 && paceShare < 1);
        tick.resizeRelocate(Math.round(paceShare * width) - 1, -3, 2, height + 6);
    }

    private static double place(Region part, double left, double width, double height) {
        part.resizeRelocate(left, 0, width, height);
        part.setVisible(width > 0);
        return left + width;
    }

    private static Region part(String styleClass) {
        var part = new Region();
        part.getStyleClass().add(styleClass);
        part.setManaged(false);
        return part;
    }
}
