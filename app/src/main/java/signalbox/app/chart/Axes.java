package signalbox.app.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A chart’s grid lines with their figures to the left, and the names along its foot. Nodes are kept and moved. FX
/// thread only.
final class Axes {
    static final double LEFT = 56;
    static final double FOOT = 24;
    private static final double GAP = 10;

    /// How far the last name may stand out to the right, into the card's edge.
    private static final double SLACK = 12;

    private final ObservableList<Node> children;
    private final double top;
    private final List<Region> lines = new ArrayList<>();
    private final List<Label> figures = new ArrayList<>();
    private final List<Label> names = new ArrayList<>();
    private Scale scale = Scale.covering(0, 1);
    private double width;
    private double height;

    /// @param children of the chart; its own come on top of these
    /// @param top what stays free above the highest line
    Axes(ObservableList<Node> children, double top) {
        this.children = children;
        this.top = top;
    }

    void scale(Scale newScale, LongFunction<String> words) {
        scale = newScale;
        while (lines.size() <= scale.lines()) {
            lines.add(Pieces.region("grid-line"));
            figures.add(Pieces.label("", "axis-label"));
            children.addAll(0, List.of(lines.getLast(), figures.getLast()));
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean used = i <= scale.lines();
            lines.get(i).setVisible(used);
            figures.get(i).setVisible(used);
            figures.get(i).setText(used ? words.apply(scale.step() * i) : "");
        }
    }

    void names(List<String> words) {
        while (names.size() > words.size()) {
            children.remove(names.removeLast());
        }
        while (names.size() < words.size()) {
            names.add(Pieces.label("", "axis-label"));
            children.add(0, names.getLast());
        }
        for (int i = 0; i < words.size(); i++) {
            names.get(i).setText(words.get(i));
        }
    }

    /// Takes the chart’s size and places the grid.
    ///
    /// @return whether there is room for anything
    boolean layout(double wide, double high) {
        width = wide - LEFT;
        height = high - FOOT - top;
        if (width <= 0 || height <= 0) {
            return false;
        }
        for (int i = 0; i <= Math.min(scale.lines(), lines.size() - 1); i++) {
            double y = Math.round(y(scale.step() * i));
            lines.get(i).resizeRelocate(LEFT, y, width, 1);
            Label figure = figures.get(i);
            Pieces.place(figure, LEFT - 8 - figure.prefWidth(-1), y - figure.prefHeight(-1) / 2);
        }
        return true;
    }

    /// Places names at these parts of the width, from the last to the first; one that would touch the next is left out,
    /// regularly so where names are equally far apart.
    void placeNames(double... shares) {
        double widest =
                names.stream()
                        .limit(Math.max(1, names.size() - 1))
                        .mapToDouble(name -> name.prefWidth(-1))
                        .max()
                        .orElse(0);
        double free = Double.MAX_VALUE;
        for (int i = names.size() - 1; i >= 0; i--) {
            Label name = names.get(i);
            double own = name.prefWidth(-1);
            double middle = x(shares[i]) - own / 2;
            boolean fits = middle + own <= LEFT + width + SLACK;
            double x = fits ? middle : LEFT + width - own;
            double cell = Math.max(own, widest);
            boolean shown = x >= 0 && x + own / 2 + cell / 2 + GAP <= free;
            name.setVisible(shown);
            if (shown) {
                Pieces.place(name, x, top + height + 6);
                free = x + own / 2 - cell / 2;
            }
        }
    }

    /// Where the middle of each of `count` equal slots lies.
    static double[] middles(int count) {
        var middles = new double[count];
        for (int i = 0; i < count; i++) {
            middles[i] = (i + 0.5) / count;
        }
        return middles;
    }

    double x(double share) {
        return LEFT + width * share;
    }

    double y(long value) {
        return top + height - height * value / scale.top();
    }

    double width() {
        return width;
    }

    double bottom() {
        return top + height;
    }
}
