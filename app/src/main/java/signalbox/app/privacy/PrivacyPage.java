package signalbox.app.privacy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Describe;
import signalbox.app.form.Prose;
import signalbox.app.live.LiveFeed;
import signalbox.app.shell.Changes;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Page;
import signalbox.app.shell.PageFrame;
import signalbox.app.shell.Route;
import signalbox.app.shell.Shortcuts;
import signalbox.app.shell.Tools;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Rule;
import signalbox.core.policy.ShippedFacts;
import signalbox.core.policy.Tripwire;

/// The privacy screen.
public final class PrivacyPage implements Page {
    private static final double SIDE_BY_SIDE = 1_080;

    private final Tools tools;
    private final PrivacyModel model;
    private final Changes changes;
    private final Button addPattern = new Button();
    private final Button addRule = new Button();
    private final MatrixCard matrix = new MatrixCard(this::set);
    private final TesterCard tester;
    private final WeekCard week = new WeekCard();
    private final Rows patterns = new Rows("privacy.section.patterns", null);
    private final Rows facts = new Rows("privacy.section.facts", null);
    private final Rows rules;
    private final Label problem = Prose.styled("", "notice");
    private final VBox top = new VBox(12);
    private final List<Router.Subscription> subscriptions = new ArrayList<>();
    private final BorderPane node;

    public PrivacyPage(Tools tools, PrivacyModel model) {
        this.tools = tools;
        this.model = model;
        changes = new Changes(tools);
        tester = new TesterCard(model);
        Describe.button(addPattern, "privacy.pattern.add", "N");
        addPattern.getStyleClass().add("accent");
        addPattern.setOnAction(press -> addPattern());
        Describe.button(addRule, "privacy.rule.add");
        addRule.setOnAction(press -> editRule(Optional.empty(), RuleForm.blank()));
        rules = new Rows("privacy.section.rules", addRule);
        problem.setMaxWidth(Double.MAX_VALUE);
        problem.managedProperty().bind(problem.visibleProperty());
        var content = new VBox(problem, top, rules.node(), patterns.node(), facts.node());
        node = PageFrame.scrolling("privacy", content, addPattern);
        content.setSpacing(12);
        node.widthProperty().subscribe(width -> arrange(width.doubleValue() > SIDE_BY_SIDE));
        model.policy().subscribe(this::show);
        model.week().subscribe(week::show);
        model.problem().subscribe(this::complain);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public String title() {
        return Text.of("privacy.title");
    }

    @Override
    public void onShow(Route route) {
        onHide();
        subscriptions.add(tools.feed().on(LiveFeed.Pace.CHARTS, tick -> model.refresh()));
        subscriptions.add(tools.shortcuts().add("N", "privacy.pattern.add", addPattern::fire));
        model.refresh();
        if (route instanceof Route.NewRule(Rule start)) {
            editRule(Optional.empty(), start);
        }
    }

    @Override
    public void onHide() {
        Shortcuts.closeAll(subscriptions);
    }

    /// The tester stands beside the matrix where there is room, else below it.
    private void arrange(boolean side) {
        var left = new VBox(12, matrix.node(), week.node());
        left.setMinWidth(0);
        HBox.setHgrow(left, Priority.ALWAYS);
        if (side) {
            var row = new HBox(12, left, tester.node());
            row.setFillHeight(false);
            top.getChildren().setAll(List.of(row));
        } else {
            top.getChildren().setAll(List.of(matrix.node(), tester.node(), week.node()));
        }
    }

    private void show(Policy policy) {
        matrix.show(policy);
        tester.show(policy);
        rules.show(ruleRows(policy));
        patterns.show(patternRows(policy));
        facts.show(policy.providers().values().stream().map(this::factsRow).toList());
        if (policy.providers().isEmpty()) {
            facts.show(List.of(Prose.muted(Text.of("privacy.facts.none"))));
        }
    }

    private List<Node> ruleRows(Policy policy) {
        var rows = new ArrayList<Node>();
        for (Rule rule : policy.rules().values()) {
            var edit = Rows.button("privacy.edit", rule.name(), () -> editRule(Optional.of(rule), rule));
            var remove = Rows.button("privacy.remove", rule.name(), () -> removeRule(rule));
            rows.add(
                    Rows.row(
                            rule.name(), List.of(PrivacyWords.rule(rule), PrivacyWords.ruleScope(rule)), edit, remove));
        }
        if (rows.isEmpty()) {
            rows.add(Prose.muted(Text.of("privacy.rule.none")));
        }
        return rows;
    }

    private List<Node> patternRows(Policy policy) {
        var rows = new ArrayList<Node>();
        for (OwnPatterns one : OwnPatterns.of(policy)) {
            String where =
                    one.workloads().size() == policy.workloads().size()
                            ? Text.of("privacy.pattern.everywhere")
                            : Sentences.list(one.workloads());
            String what = Text.of("privacy.action." + Verdict.word(one.action()));
            rows.add(
                    Rows.row(
                            one.name(),
                            List.of(one.expression(), Text.of("privacy.pattern.line", what, where)),
                            Rows.button("privacy.remove", one.name(), () -> removePattern(one))));
        }
        if (rows.isEmpty()) {
            rows.add(Prose.muted(Text.of("privacy.pattern.none")));
        }
        return rows;
    }

    private Node factsRow(Provider provider) {
        boolean known = !provider.facts().equals(DataFacts.UNKNOWN);
        DataFacts shown = known ? provider.facts() : ShippedFacts.start(provider.vendor());
        String attested = PrivacyWords.attested(provider.facts());
        String source =
                shown.source().isEmpty()
                        ? Text.of("privacy.facts.no_source")
                        : Text.of("privacy.facts.source", shown.source());
        var shipped =
                ShippedFacts.of(provider.vendor())
                        .map(fact -> Text.of("privacy.facts.checked", fact.checked().toString(), fact.note()))
                        .orElse("");
        return Rows.row(
                provider.name(),
                List.of(PrivacyWords.handling(provider), attested, source, shipped),
                Rows.button("privacy.attest", provider.name(), () -> attest(provider)));
    }

    private void complain(Exception failure) {
        problem.setVisible(failure != null);
        problem.setText(failure == null ? "" : Text.of("privacy.unreadable", ErrorBoundary.sentence(failure)));
    }

    private void set(Collection<String> workloads, String kind, Optional<Tripwire.Action> action) {
        String name = Kinds.name(kind);
        String where = workloads.size() == 1 ? workloads.iterator().next() : Text.of("privacy.pattern.everywhere");
        var names = List.copyOf(workloads);
        changes.apply(
                policy -> TripwireEdits.act(policy, names, kind, action),
                Text.of("privacy.set.title", name, where),
                Text.of("privacy.set.done", name, where),
                model::refresh,
                tools.toasts()::fail);
    }

    private void addPattern() {
        var form = new PatternForm(model.policy().get());
        dialog(
                Text.of("privacy.pattern.title"),
                "privacy.pattern.verb",
                form.node(),
                form::valid,
                () ->
                        changes.apply(
                                policy ->
                                        TripwireEdits.pattern(
                                                policy,
                                                form.workloads(),
                                                form.name(),
                                                form.expression(),
                                                form.action()),
                                Text.of("privacy.pattern.title"),
                                Text.of("privacy.pattern.done", form.name()),
                                this::changed,
                                refused(form::complain)));
        form.focus();
    }

    private void removePattern(OwnPatterns one) {
        changes.apply(
                policy -> TripwireEdits.without(policy, one.workloads(), one.name()),
                Text.of("privacy.pattern.remove.title", one.name()),
                Text.of("privacy.pattern.removed", one.name()),
                model::refresh,
                tools.toasts()::fail);
    }

    private void editRule(Optional<Rule> old, Rule start) {
        var form = new RuleForm(model.policy().get(), old, start);
        String title = old.map(rule -> Text.of("privacy.rule.edit", rule.name())).orElse(Text.of("privacy.rule.title"));
        dialog(
                title,
                "privacy.rule.verb",
                form.node(),
                form::valid,
                () -> {
                    Rule rule = form.rule();
                    changes.apply(
                            policy -> new PolicyChange.Put(new PolicyChange.Part.OfRule(rule)),
                            title,
                            Text.of("privacy.rule.done", rule.name()),
                            this::changed,
                            refused(form::complain));
                });
        form.focus();
    }

    private void removeRule(Rule rule) {
        changes.apply(
                policy -> new PolicyChange.Remove(new PolicyChange.Part.OfRule(rule)),
                Text.of("privacy.rule.remove.title", rule.name()),
                Text.of("privacy.rule.removed", rule.name()),
                model::refresh,
                tools.toasts()::fail);
    }

    private void attest(Provider provider) {
        var form = new AttestForm(provider, tools.actor());
        String title = Text.of("privacy.attest.title", provider.name());
        dialog(
                title,
                "privacy.attest.verb",
                form.node(),
                form::valid,
                () -> {
                    var facts = form.facts(LocalDate.ofInstant(model.now(), ZoneId.systemDefault()));
                    changes.apply(
                            policy -> TripwireEdits.facts(policy, provider.name(), facts),
                            title,
                            Text.of("privacy.attest.done", provider.name()),
                            this::changed,
                            refused(form::complain));
                });
        form.focus();
    }

    private void changed() {
        tools.modals().hide();
        model.refresh();
    }

    private static Consumer<Exception> refused(Consumer<String> complain) {
        return failure -> complain.accept(ErrorBoundary.sentence(failure));
    }

    private void dialog(String title, String verb, Node form, BooleanSupplier valid, Runnable action) {
        var go = new Button();
        Describe.button(go, verb);
        go.getStyleClass().add("accent");
        go.setOnAction(press -> {
            if (valid.getAsBoolean()) {
                action.run();
            }
        });
        ((Region) form).setPrefWidth(500);
        tools.modals().show(title, form, tools.modals().cancel(), go);
    }
}
