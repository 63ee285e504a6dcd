package signalbox.app.welcome;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.MoneyField;
import signalbox.app.form.Prose;
import signalbox.app.shell.Destination;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.FirstCall;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.app.text.Times;

/// Three boxes at the first start: keys, safety net, first call. Escape or Skip leaves; the list on the overview leads
/// on from there.
public final class Welcome {
    private static final double WIDTH = 480;
    private static final int STEPS = 3;
    private static final double MOST_DOLLARS = 200;

    private final Tools tools;
    private final WelcomeModel model;
    private final MoneyField cap = new MoneyField();
    private final Field capField = Field.of("welcome.cap", cap.control(), Check.money());
    private final Label problem = wrapped("");

    public Welcome(Tools tools, WelcomeModel model) {
        this.tools = tools;
        this.model = model;
        problem.getStyleClass().add("warning");
        Prose.hiddenWhileEmpty(problem);
    }

    /// Begins. It does not come by itself again.
    public void begin() {
        tools.machine().settings().welcomed().set(true);
        tools.machine().settings().stepsDismissed().set(false);
        keys();
    }

    private void keys() {
        var found = model.keys();
        var boxes = new ArrayList<CheckBox>();
        var content = new ArrayList<Node>(List.of(wrapped(Text.of("welcome.sentence"))));
        if (found.isEmpty()) {
            content.add(wrapped(Text.of("welcome.keys.none")));
        } else {
            content.add(heading("welcome.keys"));
            for (FoundKeys.Key key : found) {
                var box = new CheckBox(Text.of("welcome.key", key.vendor(), key.words()));
                Describe.named(box, box.getText(), "", "");
                box.setSelected(true);
                boxes.add(box);
            }
            content.addAll(boxes);
            content.add(muted("welcome.keys.note"));
        }
        var next =
                next(() -> {
                    var chosen = new ArrayList<FoundKeys.Key>();
                    for (int i = 0; i < boxes.size(); i++) {
                        if (boxes.get(i).isSelected()) {
                            chosen.add(found.get(i));
                        }
                    }
                    model.use(chosen, this::safetyNet, this::say);
                });
        show(1, "welcome.title", content, skip(), next);
    }

    private void safetyNet() {
        cap.set(model.cap().orElse(20 * Amounts.DOLLAR));
        var slider = new Slider(1, MOST_DOLLARS, dollars());
        Describe.control(slider, "welcome.cap.slider");
        slider.setBlockIncrement(5);
        slider.valueProperty().subscribe((was, now) -> cap.set(Math.round(now.doubleValue()) * Amounts.DOLLAR));
        var next =
                next(() -> {
                    if (capField.valid()) {
                        model.cap(cap.nanos().orElseThrow(), this::connect, this::say);
                    }
                });
        show(
                2,
                "welcome.cap.title",
                List.of(wrapped(Text.of("welcome.cap.sentence")), slider, capField.node()),
                skip(),
                back(this::keys),
                next);
    }

    private double dollars() {
        return Math.min(MOST_DOLLARS, cap.nanos().orElse(0) / Amounts.DOLLAR);
    }

    private void connect() {
        var call = FirstCall.at(tools.serving().status().baseUrl(), tools.router().policy());
        if (call.isEmpty()) {
            withoutWorkload();
            return;
        }
        var snippet = new TextArea(call.get().curl());
        snippet.setEditable(false);
        snippet.setPrefRowCount(5);
        snippet.getStyleClass().addAll("mono", "snippet");
        Describe.control(snippet, "welcome.connect.snippet");
        var result = wrapped("");
        Prose.hiddenWhileEmpty(result);
        var practise = button("welcome.connect.practise", () -> {});
        practise.managedProperty().bind(practise.visibleProperty());
        practise.setVisible(false);
        var test = button("welcome.connect.test", () -> {});
        test.setOnAction(press -> test(test, practise, result));
        practise.setOnAction(press -> model.practise(() -> test(test, practise, result), this::say));
        var more = leading("welcome.more", Destination.CONNECT);
        var done = button("welcome.done", tools.modals()::hide);
        done.getStyleClass().add("accent");
        show(
                3,
                "welcome.connect.title",
                List.of(wrapped(Text.of("welcome.connect.sentence")), snippet, test, result, practise),
                back(this::safetyNet),
                more,
                done);
    }

    private void withoutWorkload() {
        var make = leading("workloads.new", Destination.WORKLOADS);
        make.getStyleClass().add("accent");
        show(3, "welcome.connect.title", List.of(wrapped(Text.of("first_call.none"))), back(this::safetyNet), make);
    }

    /// Ends the first run on another screen.
    private Button leading(String key, Destination to) {
        return button(
                key,
                () -> {
                    tools.modals().hide();
                    tools.navigator().go(to);
                });
    }

    private void test(Button test, Button practise, Label result) {
        practise.setVisible(false);
        test.setDisable(true);
        result.getStyleClass().removeAll("success", "warning");
        result.setText(Text.of("welcome.connect.calling"));
        model.test(
                tested -> {
                    test.setDisable(false);
                    result.getStyleClass().add(tested.test().ok() ? "success" : "warning");
                    result.setText(words(tested));
                    practise.setVisible(!tested.test().ok() && model.canPractise());
                },
                failure -> {
                    test.setDisable(false);
                    result.getStyleClass().add("warning");
                    result.setText(ErrorBoundary.sentence(failure));
                });
    }

    private static String words(WelcomeModel.Tested tested) {
        var test = tested.test();
        if (!test.ok()) {
            return Text.of("welcome.connect.failed", test.status(), test.message());
        }
        String cost = Amounts.money(test.costNanos());
        return Text.of(
                "welcome.connect.ok",
                tested.target(),
                Times.latency(test.latency()),
                tested.practice() ? Text.of("welcome.connect.simulated", cost) : cost);
    }

    private void show(int step, String title, List<Node> content, Node... buttons) {
        problem.setText("");
        var where = muted("welcome.step", step, STEPS);
        var box = new VBox(12, where);
        box.getChildren().addAll(content);
        box.getChildren().add(problem);
        box.setPrefWidth(WIDTH);
        tools.modals().show(Text.of(title), box, buttons);
    }

    private void say(Exception failure) {
        problem.setText(ErrorBoundary.sentence(failure));
    }

    private Button next(Runnable action) {
        var next = button("welcome.next", action);
        next.getStyleClass().add("accent");
        return next;
    }

    private Button back(Runnable action) {
        return button("welcome.back", action);
    }

    private Button skip() {
        var skip = button("welcome.skip", tools.modals()::hide);
        skip.setCancelButton(true);
        return skip;
    }

    private static Button button(String key, Runnable action) {
        var button = new Button();
        Describe.button(button, key);
        button.setOnAction(press -> action.run());
        return button;
    }

    private static Label heading(String key) {
        var label = new Label(Text.of(key));
        label.getStyleClass().add("strong");
        return label;
    }

    private static Label muted(String key, Object... arguments) {
        var label = wrapped(Text.of(key, arguments));
        label.getStyleClass().addAll("caption", "text-muted");
        return label;
    }

    private static Label wrapped(String words) {
        var label = Prose.body(words);
        label.setMaxWidth(WIDTH);
        return label;
    }
}
