package signalbox.app.overview;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.Router;

/// The overview screen.
public final class OverviewPage implements Page {
    private final Tools tools;
    private final OverviewModel model;
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final KpiCard today = new KpiCard("overview.card.today");
    private final KpiCard month = new KpiCard("overview.card.month");
    private final KpiCard refused = new KpiCard("overview.card.refused");
    private final KpiCard latency = new KpiCard("overview.card.latency");
    private final ChartBoard charts;
    private final Label problem = new Label();
    private final HBox notice = new HBox(12);
    private final Label practiceNote = new Label();
    private final ToggleGroup kindGroup = new ToggleGroup();
    private final ToggleButton real = kind(false);
    private final ToggleButton practice = kind(true);
    private final HBox kinds = shaped(new HBox(real, practice));
    private final WhereTable where;
    private final ProviderStrip providers;
    private final VBox filled;
    private final Checklist checklist;
    private final FirstSteps steps;
    private final BorderPane node;

    /// @param banners what stands above everything else while something is halted
    public OverviewPage(Tools tools, OverviewModel model, Node banners) {
        this.tools = tools;
        this.model = model;
        where = new WhereTable(row -> requests("workload:" + row.workload()));
        providers = new ProviderStrip(name -> tools.navigator().go(new Route.Provider(name)));
        charts = new ChartBoard(tools, model, this::requests);
        filled = new VBox(24, cards(), charts.node(), money(), providerRegion());
        checklist = new Checklist(tools);
        steps = new FirstSteps(tools, model);
        var content = new VBox(banners, unreadable(), checklist.node(), filled, steps.node());
        node = PageFrame.scrolling("overview", content, practiceNote, kinds, periods());
        practiceNote.getStyleClass().addAll("pill", "practice");
        practiceNote.setText(Text.of("overview.practice_note"));
        Describe.tip(practiceNote, Text.of("overview.practice_note.help"));
        practiceNote.setMinWidth(Region.USE_PREF_SIZE);
        model.facts().subscribe(this::show);
        model.failure().subscribe(this::failed);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("overview.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        subscriptions.add(
                tools.feed()
                        .on(
                                LiveFeed.Pace.CHARTS,
                                tick -> {
                                    model.refresh();
                                    checklist.refresh();
                                    steps.refresh();
                                }));
        subscriptions.add(checklist.follow());
        subscriptions.add(tools.shortcuts().add("P", "overview.compare", charts::compare));
        subscriptions.add(tools.shortcuts().add("T", "overview.as_table", charts::tables));
        model.refresh();
        checklist.refresh();
        steps.refresh();
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    /// Stands there while the store cannot be read, with the way to where it lies.
    private Node unreadable() {
        problem.setWrapText(true);
        problem.setMaxWidth(Double.MAX_VALUE);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(problem, Priority.ALWAYS);
        var open = new Button();
        Describe.button(open, "overview.unreadable.open");
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setOnAction(press -> tools.desk().browse(tools.machine().dataDir().toUri()));
        notice.getChildren().addAll(problem, open);
        notice.setAlignment(Pos.CENTER_LEFT);
        notice.getStyleClass().add("notice");
        return notice;
    }

    private Node cards() {
        var row = new HBox(12, today.node(), month.node(), refused.node(), latency.node());
        for (Node card : row.getChildren()) {
            ((Region) card).setPrefWidth(200);
        }
        return row;
    }

    private Node money() {
        var savings = new Button();
        Describe.button(savings, "overview.savings");
        savings.getStyleClass().addAll(Styles.SMALL, "chart-tool");
        savings.setMinWidth(Region.USE_PREF_SIZE);
        savings.setOnAction(press -> {
            Facts facts = model.facts().get();
            new SavingsBox(tools).open(facts != null && facts.practice());
        });
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(8, heading("overview.where"), gap, savings);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("table-head");
        var box = new VBox(12, head, where.node());
        box.getStyleClass().addAll("card", "table-card");
        return box;
    }

    private Node providerRegion() {
        return new VBox(12, heading("overview.providers"), providers.node());
    }

    private static Label heading(String key) {
        var heading = new Label(Text.of(key));
        heading.getStyleClass().add("section-title");
        return heading;
    }

    private Node periods() {
        var group = new ToggleGroup();
        var row = new HBox();
        for (Period period : Period.values()) {
            var button = pill(period.words(), group);
            model.period().subscribe(now -> button.setSelected(now == period));
            button.setOnAction(press -> {
                button.setSelected(true);
                model.period().set(period);
            });
            row.getChildren().add(button);
        }
        return shaped(row);
    }

    private ToggleButton kind(boolean simulated) {
        var button = pill(Text.of(simulated ? "overview.kind.practice" : "overview.kind.real"), kindGroup);
        button.setOnAction(press -> choose(button, simulated));
        return button;
    }

    /// Pressing the chosen one leaves it chosen.
    private void choose(ToggleButton chosen, boolean simulated) {
        chosen.setSelected(true);
        model.show(simulated);
    }

    private static ToggleButton pill(String words, ToggleGroup group) {
        var button = new ToggleButton(words);
        button.setToggleGroup(group);
        button.setMinWidth(Region.USE_PREF_SIZE);
        Describe.named(button, words, "", "");
        return button;
    }

    private static HBox shaped(HBox row) {
        row.getChildren().getFirst().getStyleClass().add(Styles.LEFT_PILL);
        row.getChildren().getLast().getStyleClass().add(Styles.RIGHT_PILL);
        row.getChildren()
                .subList(1, row.getChildren().size() - 1)
                .forEach(one -> one.getStyleClass().add(Styles.CENTER_PILL));
        row.setMinWidth(Region.USE_PREF_SIZE);
        return row;
    }

    private void requests(String filter) {
        tools.navigator().go(new Route.Requests(filter));
    }

    private void show(Facts facts) {
        visible(filled, facts != null && facts.anything());
        visible(steps.node(), facts != null && !facts.anything());
        visible(kinds, facts != null && facts.bothKinds());
        visible(practiceNote, facts != null && facts.practice());
        if (facts == null) {
            return;
        }
        real.setSelected(!facts.practice());
        practice.setSelected(facts.practice());
        today.show(facts.today());
        month.show(facts.month());
        refused.show(facts.refused());
        latency.show(facts.latency());
        charts.show(facts.charts());
        where.show(facts.where());
        providers.show(facts.providers());
    }

    private void failed(Exception failure) {
        visible(notice, failure != null);
        problem.setText(failure == null ? "" : Text.of("overview.unreadable", ErrorBoundary.sentence(failure)));
    }

    private static void visible(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
