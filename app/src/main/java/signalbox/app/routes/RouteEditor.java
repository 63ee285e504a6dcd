package signalbox.app.routes;

import atlantafx.base.controls.Spacer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.core.policy.Experiment;
import signalbox.core.policy.Lane;
import signalbox.core.policy.PolicyProblem;
import signalbox.core.policy.Route;

/// The lanes and the experiment of one route as they are edited.
final class RouteEditor {
    private final VBox lanesBox = new VBox(12);
    private final VBox armsBox = new VBox(12);
    private final VBox experimentBox = new VBox(12);
    private final TextField experiment = new TextField();
    private final Button addLane = new Button();
    private final Button begin = new Button();
    private final Label note = Prose.hiddenWhileEmpty(Prose.styled("", "text-small", "lane-note"));
    private final List<LaneEditor> lanes = new ArrayList<>();
    private final List<Arm> arms = new ArrayList<>();
    private final VBox node;
    private final Runnable edited;
    private List<String> every = List.of();
    private String name = "";
    private boolean showing;

    private record Arm(TextField name, TextField weight, LaneEditor lane) {}

    /// @param edited called after each edit
    RouteEditor(Runnable edited) {
        this.edited =
                () -> {
                    if (!showing) {
                        edited.run();
                    }
                };
        Describe.button(addLane, "routes.lane.add");
        addLane.setOnAction(press -> addLane(new Lane(List.of())));
        Describe.button(begin, "routes.experiment.begin");
        begin.managedProperty().bind(begin.visibleProperty());
        begin.setOnAction(press -> begin());
        experimentBox.managedProperty().bind(experimentBox.visibleProperty());
        experimentBox.getChildren().addAll(experimentHead(), armsBox, addArm());
        node = new VBox(12, note, lanesBox, new HBox(8, addLane, begin), experimentBox);
    }

    Region node() {
        return node;
    }

    private Node experimentHead() {
        var title = new Label(Text.of("routes.experiment"));
        title.getStyleClass().add("section-title");
        Describe.control(experiment, "routes.experiment.name");
        experiment.setPromptText(Text.of("routes.experiment.name"));
        experiment.textProperty().subscribe((was, now) -> edited.run());
        var end = LaneEditor.tool(Feather.X, "routes.experiment.end", "");
        end.setOnAction(press -> end());
        HBox.setHgrow(experiment, Priority.ALWAYS);
        var row = new HBox(8, title, experiment, end);
        row.setAlignment(Pos.CENTER_LEFT);
        var words = Prose.muted(Text.of("routes.experiment.words"));
        return new VBox(6, row, words);
    }

    private Node addArm() {
        var add = new Button();
        Describe.button(add, "routes.arm.add");
        add.setOnAction(press -> {
            addArm(new Experiment.Arm("arm-" + (arms.size() + 1), 1, new Lane(List.of())));
            arrange();
        });
        return add;
    }

    void show(Route route, List<String> everyTarget) {
        showing = true;
        name = route.name();
        every = everyTarget;
        lanes.clear();
        arms.clear();
        route.lanes().forEach(lane -> lanes.add(new LaneEditor(lane, every, edited)));
        experiment.setText(route.experiment().map(Experiment::name).orElse(""));
        route.experiment().stream().flatMap(split -> split.arms().stream()).forEach(this::addArm);
        showing = false;
        arrange();
    }

    Route route() {
        Optional<Experiment> split =
                arms.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Experiment(
                                        experiment.getText().strip(), arms.stream().map(RouteEditor::arm).toList()));
        return new Route(name, lanes.stream().map(LaneEditor::lane).toList(), split);
    }

    private static Experiment.Arm arm(Arm arm) {
        String weight = arm.weight.getText().strip();
        return new Experiment.Arm(
                arm.name.getText().strip(),
                weight.matches("[0-9]{1,7}") ? Integer.parseInt(weight) : 0,
                arm.lane.lane());
    }

    /// Puts each sentence where it belongs: at its lane or arm, or above all.
    void notes(List<PolicyProblem> sentences) {
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).note(at(sentences, "[" + i + "]"));
        }
        for (Arm arm : arms) {
            arm.lane.note(at(sentences, ".experiment.arms." + arm.name.getText().strip()));
        }
        note.setText(
                sentences.stream()
                        .filter(one -> !one.path().startsWith("[") && !one.path().startsWith(".experiment.arms."))
                        .map(RouteEditor::sentence)
                        .collect(Collectors.joining("\n")));
    }

    private static String at(List<PolicyProblem> sentences, String path) {
        return sentences.stream()
                .filter(one -> one.path().equals(path) || one.path().startsWith(path + "."))
                .map(RouteEditor::sentence)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String sentence(PolicyProblem one) {
        String words = one.message();
        return "▲ " + Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }

    private void addLane(Lane lane) {
        lanes.add(new LaneEditor(lane, every, edited));
        arrange();
    }

    private void addArm(Experiment.Arm arm) {
        var armName = new TextField(arm.name());
        Describe.control(armName, "routes.arm.name");
        armName.setPrefWidth(130);
        var weight = new TextField(Integer.toString(arm.weight()));
        Describe.control(weight, "routes.arm.weight");
        weight.setPrefWidth(64);
        weight.setMinWidth(64);
        armName.textProperty().subscribe((was, now) -> edited.run());
        weight.textProperty().subscribe((was, now) -> edited.run());
        arms.add(new Arm(armName, weight, new LaneEditor(arm.lane(), every, edited)));
    }

    /// Two arms on what the first lane has now, for a start that changes nothing.
    private void begin() {
        Lane first = lanes.isEmpty() ? new Lane(List.of()) : lanes.getFirst().lane();
        showing = true;
        experiment.setText(name + "-trial");
        addArm(new Experiment.Arm("a", 1, first));
        addArm(new Experiment.Arm("b", 1, first));
        showing = false;
        arrange();
        experiment.requestFocus();
    }

    private void end() {
        arms.clear();
        arrange();
        begin.requestFocus();
    }

    private void arrange() {
        lanesBox.getChildren().setAll(lanes.stream().map(this::laneNode).toList());
        armsBox.getChildren().setAll(arms.stream().map(this::armNode).toList());
        begin.setVisible(arms.isEmpty());
        experimentBox.setVisible(!arms.isEmpty());
        edited.run();
    }

    private Node laneNode(LaneEditor lane) {
        int place = lanes.indexOf(lane);
        var title = new Label(Text.of(place == 0 ? "routes.lane.first" : "routes.lane", place + 1));
        title.getStyleClass().add("strong");
        title.setMinWidth(Region.USE_PREF_SIZE);
        String number = Integer.toString(place + 1);
        var up = LaneEditor.tool(Feather.ARROW_UP, "routes.lane.up", number);
        up.setDisable(place == 0);
        up.setOnAction(press -> move(lane, -1));
        var down = LaneEditor.tool(Feather.ARROW_DOWN, "routes.lane.down", number);
        down.setDisable(place == lanes.size() - 1);
        down.setOnAction(press -> move(lane, 1));
        var out = LaneEditor.tool(Feather.X, "routes.lane.remove", number);
        out.setOnAction(press -> {
            lanes.remove(lane);
            arrange();
        });
        head(lane, List.of(title), List.of(up, down, out));
        return lane.node();
    }

    private Node armNode(Arm arm) {
        var out = LaneEditor.tool(Feather.X, "routes.arm.remove", arm.name.getText());
        out.setOnAction(press -> {
            arms.remove(arm);
            arrange();
        });
        head(arm.lane, List.of(arm.name, arm.weight), List.of(out));
        return arm.lane.node();
    }

    /// The lane's order stays where it is; what stands around it is made anew.
    private static void head(LaneEditor lane, List<Node> before, List<Node> after) {
        var head = lane.head();
        Node order = head.getChildren().stream().filter(ComboBox.class::isInstance).findFirst().orElseThrow();
        head.getChildren().setAll(before);
        head.getChildren().add(order);
        head.getChildren().add(new Spacer());
        head.getChildren().addAll(after);
    }

    private void move(LaneEditor lane, int by) {
        int to = lanes.indexOf(lane) + by;
        lanes.remove(lane);
        lanes.add(to, lane);
        arrange();
        lane.node().lookup(".button").requestFocus();
    }
}
