package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import signalbox.app.shell.Destination;
import signalbox.app.shell.Route;
import signalbox.app.text.Text;

/// What a screen shows once something was pressed, chosen or typed: its boxes, tabs and edited forms. Buttons are found
/// by their text key, so that every language is driven alike.
public final class ScreenStates {
    /// Does something with each state, such as drawing it or looking for controls without a name.
    public interface Each {
        void state(String name) throws IOException;
    }

    private final Ui ui;
    private final Each each;

    private ScreenStates(Ui ui, Each each) {
        this.ui = ui;
        this.each = each;
    }

    static void draw(Ui ui, Destination screen, Path folder, String suffix) throws IOException {
        visit(ui, screen, name -> Screenshots.shoot(ui, folder, name + suffix));
    }

    /// Brings a screen, which is shown, into each of its states.
    public static void visit(Ui ui, Destination screen, Each each) throws IOException {
        var states = new ScreenStates(ui, each);
        switch (screen) {
            case OVERVIEW -> states.overview();
            case WORKLOADS -> states.workloads();
            case BUDGETS -> states.budgets();
            case ROUTES -> states.routes();
            case REQUESTS -> states.requests();
            case PROVIDERS -> states.providers();
            case PRIVACY -> states.privacy();
            case SIMULATOR -> states.simulator();
            case AUDIT -> states.audit();
            case CONNECT -> states.connect();
            case PREFERENCES -> states.preferences();
        }
    }

    private void overview() throws IOException {
        fire("overview.period.day");
        scroll(".overview .scroll-pane", 0.45);
        each.state("overview-day");
        scroll(".overview .scroll-pane", 1);
        each.state("overview-end");
        fire("overview.period.fortnight");
        fire("overview.compare");
        scroll(".overview .scroll-pane", 0.3);
        each.state("overview-compare");
        fire("overview.as_table");
        each.state("overview-table");
        fire("overview.as_table");
        fire("overview.compare");
        scroll(".overview .scroll-pane", 0);
    }

    private void workloads() throws IOException {
        ui.on(() -> {
            field("workloads.day_money").setText("$20");
            return null;
        });
        ui.settle();
        each.state("workloads-edited");
        fire("workloads.discard");
        fire("workloads.delete");
        each.state("workloads-delete");
        fire("modal.cancel");
        var callers = ui.graph().tools().router().callers();
        callers.refused("codex_cli_rs/0.50.0 (Ubuntu 24.4.0; x86_64)", "sk-proj-0123456789abcdef1a2b");
        callers.refused("OpenAI/Python 1.40.0", "");
        callers.refused("curl/8.5.0", "sbx-nightly-etl-0123456789abcdef9f3c");
        ui.untilSays(Text.of("workloads.callers"));
        each.state("workloads-callers");
    }

    private void budgets() throws IOException {
        go(new Route.Budget("data-week"));
        fire("budgets.explain");
        each.state("budgets-explain");
        fire("budgets.edit");
        ui.on(() -> {
            ((TextField) ui.scene().getRoot().lookup("#budget-cap")).setText("$120");
            return null;
        });
        each.state("budgets-edit");
        fire("modal.cancel");
        fire("budgets.raise");
        each.state("budgets-raise");
        fire("modal.cancel");
        fire("budgets.new");
        each.state("budgets-new");
        fire("modal.cancel");
        fire("budgets.explain");
    }

    private void routes() throws IOException {
        go(new Route.Lanes("trial"));
        each.state("routes-trial");
        fire("routes.plan.go");
        fire("routes.lane.add");
        scroll(".detail-pane .scroll-pane", 1);
        each.state("routes-plan");
        fire("routes.discard");
        fire("routes.new");
        each.state("routes-new");
        fire("modal.cancel");
    }

    private void requests() throws IOException {
        select(".requests-table", 40);
        each.state("requests-detail");
        for (int tab = 1; tab < 4; tab++) {
            tab(".request-details .tab-pane", tab);
            each.state("requests-detail-" + tab);
        }
        fire("requests.details.close");
    }

    private void providers() throws IOException {
        scroll(".providers .scroll-pane", 1);
        each.state("providers-end");
        scroll(".providers .scroll-pane", 0);
        fire("providers.prices.import");
        each.state("providers-import");
        fire("modal.cancel");
        fire("providers.model.add");
        each.state("providers-model");
        fire("modal.cancel");
        fire("providers.key.replace");
        each.state("providers-key");
        fire("modal.cancel");
        menu("gpt-5.4", 0);
        each.state("providers-price");
        fire("modal.cancel");
        ui.fire(Text.of("providers.limits.edit", "openai"));
        each.state("providers-limits");
        fire("modal.cancel");
        fire("providers.add");
        each.state("providers-add");
        fire("providers.add.cancel");
    }

    private void privacy() throws IOException {
        area(
                ".privacy .text-area",
                "Please write to ana@example.org or call +1 202 555 0143 about contract CN-483920.");
        each.state("privacy-tested");
        fire("privacy.by.provider");
        each.state("privacy-providers");
        fire("privacy.by.workload");
        scroll(".privacy .scroll-pane", 1);
        each.state("privacy-end");
        scroll(".privacy .scroll-pane", 0);
        ui.fire(Text.of("privacy.about", Text.of("privacy.edit"), "eu-only"));
        each.state("privacy-rule");
        fire("modal.cancel");
        fire("privacy.pattern.add");
        each.state("privacy-pattern");
        fire("modal.cancel");
    }

    private void simulator() throws IOException {
        var text = (TextArea) ui.scene().getRoot().lookup(".draft-text");
        area(".draft-text", text.getText().replace("anthropic/claude-sonnet-5", "anthropic/claude-haiku-5"));
        ui.until(() -> has(".difference.notice"));
        fire("simulator.replay.day");
        ui.until(() -> has(".replay-figure"));
        each.state("simulator-draft");
        scroll(".simulator .scroll-pane", 0.55);
        each.state("simulator-text");
        scroll(".simulator .scroll-pane", 1);
        each.state("simulator-replay");
        logs();
        fire("simulator.apply");
        each.state("simulator-apply");
        fire("modal.cancel");
        scroll(".simulator .scroll-pane", 0);
        fire("simulator.by.body");
        each.state("simulator-body");
        fire("simulator.by.form");
        each.state("simulator-form");
        fire("simulator.by.past");
    }

    private void logs() throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "ana"));
        for (Path logs : List.of(SampleLogs.claude(folder), SampleLogs.others(folder))) {
            ui.desk().answer(logs);
            fire("simulator.logs.folder");
        }
        ui.on(() -> {
            ComboBox<String> workload = box("simulator.logs.workload");
            workload.setValue("nightly-etl");
            return null;
        });
        fire("simulator.logs.read");
        ui.until(() -> ui.says(Text.of("simulator.logs.figure.refused")));
        scroll(".simulator .scroll-pane", 1);
        each.state("simulator-logs");
        scroll(".simulator .scroll-pane", 0.8);
        each.state("simulator-logs-top");
    }

    @SuppressWarnings("unchecked")
    private <T> ComboBox<T> box(String key) {
        return (ComboBox<T>)
                ui.find(node -> node instanceof ComboBox<?> && Text.of(key).equals(node.getAccessibleText()));
    }

    private void audit() throws IOException {
        select(".audit-table", 1);
        each.state("audit-change");
        tab(".audit .tab-pane", 1);
        each.state("audit-incidents");
        tab(".audit .tab-pane", 2);
        each.state("audit-review");
        fire("audit.review.correct");
        each.state("audit-correct");
        fire("modal.cancel");
        tab(".audit .tab-pane", 0);
    }

    private void connect() throws IOException {
        fire("connect.create");
        fire("connect.client.codex");
        each.state("connect-key");
        scroll(".connect .scroll-pane", 1);
        each.state("connect-end");
        fire("connect.write");
        each.state("connect-write");
        fire("modal.cancel");
    }

    private void preferences() throws IOException {
        for (int part = 1; part < 4; part++) {
            scroll(".preferences .scroll-pane", part / 3.0);
            each.state("preferences-" + part);
        }
        fire("preferences.history.delete");
        each.state("preferences-history");
        fire("modal.cancel");
    }

    private void go(Route route) {
        ui.on(() -> {
            ui.graph().tools().navigator().go(route);
            return null;
        });
        ui.settle();
    }

    private void fire(String key) {
        ui.fire(Text.of(key));
    }

    private void menu(String model, int item) {
        var menu =
                (MenuButton)
                        ui.find(node ->
                                node instanceof MenuButton
                                        && Text.of("providers.model.menu", model).equals(node.getAccessibleText()));
        ui.on(() -> {
            menu.getItems().get(item).fire();
            return null;
        });
        ui.settle();
    }

    private boolean has(String selector) {
        Node found = ui.scene().getRoot().lookup(selector);
        return found != null && found.isVisible();
    }

    private TextField field(String key) {
        Predicate<Node> named = node -> node instanceof TextField && Text.of(key).equals(node.getAccessibleText());
        return (TextField) ui.find(named);
    }

    private void area(String selector, String words) {
        ui.on(() -> {
            ((TextArea) ui.scene().getRoot().lookup(selector)).setText(words);
            return null;
        });
        ui.settle();
    }

    private void select(String selector, int row) {
        ui.on(() -> {
            ((TableView<?>) ui.scene().getRoot().lookup(selector)).getSelectionModel().select(row);
            return null;
        });
        ui.settle();
    }

    private void tab(String selector, int index) {
        ui.on(() -> {
            ((TabPane) ui.scene().getRoot().lookup(selector)).getSelectionModel().select(index);
            return null;
        });
        ui.settle();
    }

    private void scroll(String selector, double share) {
        ui.on(() -> {
            ((ScrollPane) ui.scene().getRoot().lookup(selector)).setVvalue(share);
            return null;
        });
    }
}
