package signalbox.app.privacy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Workload;

/// The matrix with its switch between workloads and providers, and the line that says which rule won and changes it.
final class MatrixCard {
    private final ToggleButton workloads = new ToggleButton();
    private final ToggleButton providers = new ToggleButton();
    private final ComboBox<String> of = Choice.ofNames();
    private final Label why = Prose.body("");
    private final MenuButton change = new MenuButton();
    private final Matrix matrix = new Matrix(this::picked, this::openMenu);
    private final Setter setter;
    private final VBox node;
    private Policy policy = Policy.EMPTY;
    private String row = "";
    private String kind = "";

    /// Sets what is done with findings of a kind; empty for what is done with all others.
    interface Setter {
        void set(Collection<String> workloads, String kind, Optional<Tripwire.Action> action);
    }

    MatrixCard(Setter setter) {
        this.setter = setter;
        HBox.setHgrow(why, Priority.ALWAYS);
        why.setMaxWidth(Double.MAX_VALUE);
        Describe.button(change, "privacy.change");
        change.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(12, why, change);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(44);
        var title = Prose.title(Text.of("privacy.section.matrix"));
        node = new VBox(12, title, toolbar(), matrix.node(), line);
        node.getStyleClass().add("card");
        node.setMinWidth(0);
        HBox.setHgrow(node, Priority.ALWAYS);
    }

    Node node() {
        return node;
    }

    private Node toolbar() {
        var group = new ToggleGroup();
        Describe.button(workloads, "privacy.by.workload");
        Describe.button(providers, "privacy.by.provider");
        for (ToggleButton button : List.of(workloads, providers)) {
            button.setToggleGroup(group);
            button.setOnAction(press -> {
                button.setSelected(true);
                again();
            });
        }
        workloads.getStyleClass().add("left-pill");
        providers.getStyleClass().add("right-pill");
        workloads.setSelected(true);
        Describe.control(of, "privacy.of");
        of.visibleProperty().bind(providers.selectedProperty());
        of.managedProperty().bind(of.visibleProperty());
        of.valueProperty().subscribe(now -> again());
        var bar = new FlowPane(12, 8, new HBox(workloads, providers), of);
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    void show(Policy now) {
        policy = now;
        var names = List.copyOf(now.workloads().keySet());
        if (!names.equals(of.getItems())) {
            String was = of.getValue();
            of.getItems().setAll(names);
            of.setValue(was != null && names.contains(was) ? was : names.isEmpty() ? null : names.getFirst());
        }
        again();
    }

    private void again() {
        boolean byWorkload = workloads.isSelected();
        var rows = List.copyOf((byWorkload ? policy.workloads() : policy.providers()).keySet());
        matrix.show(Text.of(byWorkload ? "privacy.workload" : "privacy.provider"), rows, this::verdict);
        if (!rows.isEmpty() && !rows.contains(row)) {
            matrix.select(rows.getFirst(), Matrix.kinds().getFirst());
        }
        tell();
    }

    private Verdict verdict(String name, String of) {
        if (workloads.isSelected()) {
            Workload workload = policy.workloads().get(name);
            return workload == null ? null : Verdict.of(workload, of);
        }
        Workload workload = policy.workloads().get(this.of.getValue());
        Provider provider = policy.providers().get(name);
        return workload == null || provider == null ? null : Verdict.of(policy, workload, provider, of);
    }

    private void picked(String newRow, String newKind) {
        row = newRow;
        kind = newKind;
        tell();
    }

    private void tell() {
        Verdict verdict = kind.isEmpty() ? null : verdict(row, kind);
        change.setVisible(verdict != null && workloads.isSelected());
        if (verdict == null) {
            why.setText(Text.of("privacy.pick"));
            return;
        }
        String name = Kinds.name(kind);
        why.setText(Text.of("privacy.line", name, row, verdict.label(), verdict.why(), verdict.rule()));
        if (workloads.isSelected()) {
            change.getItems().setAll(items(List.of(row)));
            if (!kind.equals(TripwireEdits.OTHER)) {
                var asOthers = new MenuItem(Text.of("privacy.as_others"));
                asOthers.setOnAction(press -> setter.set(List.of(row), kind, Optional.empty()));
                change.getItems().add(asOthers);
            }
            var everywhere = new Menu(Text.of("privacy.everywhere"));
            everywhere.getItems().setAll(items(policy.workloads().keySet()));
            change.getItems().addAll(new SeparatorMenuItem(), everywhere);
        }
    }

    private List<MenuItem> items(Collection<String> names) {
        return List.of(Tripwire.Action.values()).stream()
                .map(action -> {
                    var item = new MenuItem(Text.of("privacy.set." + Verdict.word(action)));
                    item.setOnAction(press -> setter.set(names, kind, Optional.of(action)));
                    return item;
                })
                .toList();
    }

    private void openMenu() {
        if (change.isVisible()) {
            change.show();
        }
    }
}
