package signalbox.app.simulator;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import signalbox.app.form.Check;
import signalbox.app.form.Choice;
import signalbox.app.form.Describe;
import signalbox.app.form.Field;
import signalbox.app.form.Prose;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.ledger.CallId;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;

/// Which call: one of the past, a pasted body, or one described.
final class CallCard {
    private final ComboBox<CallRow> past;
    private final ComboBox<String> workload = Choice.ofNames();
    private final TextArea body = new TextArea();
    private final TextField model = new TextField();
    private final ComboBox<PiiClass> pii = Choice.of(PiiClass.values(), "simulator.class.");
    private final TextField input = new TextField("1000");
    private final TextField output = new TextField();
    private final CheckBox stream = new CheckBox();
    private final Field inputField = Field.of("simulator.input", input, Check.whole(0, 1_000_000_000L));
    private final Field outputField =
            Field.of("simulator.output", output, Check.optional(Check.whole(1, Integer.MAX_VALUE)));
    private final ToggleGroup kind = new ToggleGroup();
    private final StackPane shown = new StackPane();
    private final Label which = Prose.styled("", "rule-id");
    private final Consumer<Question> asked;
    private final VBox node;
    private final VBox pastPart;
    private final VBox bodyPart;
    private final VBox formPart;
    private final Node workloadField;
    private boolean filling;

    CallCard(InstantSource clock, Consumer<Question> asked) {
        this.asked = asked;
        var title = new Label(Text.of("simulator.section.call"));
        title.getStyleClass().add("section-title");
        past = Choice.of(List.of(), row -> said(row, clock));
        past.setCellFactory(list -> new CallCell(clock));
        pii.setValue(PiiClass.PUBLIC);
        Describe.button(stream, "simulator.stream");
        body.getStyleClass().add("mono");
        body.setPrefRowCount(8);
        body.setWrapText(true);
        body.setPromptText(Text.of("simulator.body.prompt"));
        workloadField = Field.of("simulator.workload", workload).node();
        pastPart = new VBox(12, Field.of("simulator.past", past).node(), which);
        bodyPart = new VBox(12, Field.of("simulator.body", body, this::noProblem).node());
        formPart =
                new VBox(
                        12,
                        Field.of("simulator.model", model, Check.ANYTHING).node(),
                        Field.of("simulator.class", pii).node(),
                        inputField.node(),
                        outputField.node(),
                        stream);
        node = new VBox(12, title, switcher(), shown);
        node.getStyleClass().add("card");
        node.setPrefWidth(300);
        node.setMinWidth(260);
        listen();
    }

    Region node() {
        return node;
    }

    private Optional<String> noProblem() {
        return Optional.empty();
    }

    private Node switcher() {
        var bar = new HBox();
        String[] keys = {"simulator.by.past", "simulator.by.body", "simulator.by.form"};
        String[] styles = {"left-pill", "center-pill", "right-pill"};
        for (int i = 0; i < keys.length; i++) {
            var button = new ToggleButton();
            Describe.button(button, keys[i]);
            button.getStyleClass().add(styles[i]);
            button.setToggleGroup(kind);
            int part = i;
            button.setOnAction(press -> {
                button.setSelected(true);
                turn(part);
            });
            bar.getChildren().add(button);
        }
        turn(0);
        kind.getToggles().getFirst().setSelected(true);
        return bar;
    }

    private void turn(int index) {
        var part = index == 0 ? pastPart : index == 1 ? bodyPart : formPart;
        if (index > 0 && !part.getChildren().contains(workloadField)) {
            pastPart.getChildren().remove(workloadField);
            bodyPart.getChildren().remove(workloadField);
            formPart.getChildren().remove(workloadField);
            part.getChildren().addFirst(workloadField);
        }
        shown.getChildren().setAll(part);
        ask();
    }

    private void listen() {
        past.valueProperty()
                .subscribe(now -> {
                    which.setText(now == null ? "" : CallId.format(now.id()));
                    ask();
                });
        workload.valueProperty().subscribe(now -> ask());
        pii.valueProperty().subscribe(now -> ask());
        stream.selectedProperty().subscribe(now -> ask());
        body.textProperty().subscribe(now -> ask());
        for (TextField field : List.of(model, input, output)) {
            field.textProperty().subscribe(now -> ask());
        }
    }

    /// Fills the lists without asking anew for what is asked already.
    void fill(Policy policy, List<CallRow> calls) {
        filling = true;
        var names = List.copyOf(policy.workloads().keySet());
        if (!names.equals(workload.getItems())) {
            workload.getItems().setAll(names);
        }
        if (workload.getValue() == null && !names.isEmpty()) {
            workload.setValue(names.getFirst());
        }
        CallRow was = past.getValue();
        past.getItems().setAll(calls);
        past.setValue(was != null ? was : calls.isEmpty() ? null : calls.getFirst());
        past.setPromptText(calls.isEmpty() ? Text.of("simulator.past.none") : null);
        filling = false;
        if (was == null) {
            ask();
        }
    }

    /// Shows a call of the past as the one in question.
    void open(CallRow row) {
        kind.getToggles().getFirst().setSelected(true);
        past.setValue(row);
        turn(0);
    }

    private void ask() {
        if (filling || shown.getChildren().isEmpty()) {
            return;
        }
        if (shown.getChildren().contains(pastPart)) {
            if (past.getValue() != null) {
                asked.accept(new Question.Past(past.getValue()));
            }
        } else if (workload.getValue() == null) {
            return;
        } else if (shown.getChildren().contains(bodyPart)) {
            asked.accept(new Question.Body(workload.getValue(), PastedCall.body(body.getText())));
        } else if (inputField.valid() & outputField.valid()) {
            asked.accept(described());
        }
    }

    private Question described() {
        String limit = output.getText().strip().replace(",", "");
        return new Question.Described(
                workload.getValue(),
                model.getText().strip(),
                pii.getValue(),
                Long.parseLong(input.getText().strip().replace(",", "")),
                limit.isEmpty() ? -1 : Integer.parseInt(limit),
                stream.isSelected());
    }

    private static String said(CallRow row, InstantSource clock) {
        return Text.of(
                "simulator.past.row", Times.ago(row.at(), clock.instant(), ZoneId.systemDefault()), row.workload());
    }

    private static final class CallCell extends ListCell<CallRow> {
        private final InstantSource clock;

        CallCell(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        protected void updateItem(CallRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty ? null : Text.of("simulator.past.full", said(row, clock), CallId.format(row.id())));
        }
    }
}
