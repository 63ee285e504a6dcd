package signalbox.app.providers;

import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import signalbox.app.form.Describe;
import signalbox.app.shell.Changes;
import signalbox.app.shell.Tools;
import signalbox.app.text.Text;
import signalbox.core.RouterException;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;
import signalbox.core.policy.Provider;
import signalbox.core.policy.TimeLimits;

/// The box that changes a provider's time limits; the difference is shown before it is applied. FX thread.
final class LimitsDialog {
    private final Tools tools;
    private final Runnable refresh;

    LimitsDialog(Tools tools, Runnable refresh) {
        this.tools = tools;
        this.refresh = refresh;
    }

    void edit(Provider provider) {
        var fields = new LimitFields();
        fields.show(provider.limits());
        var review = new Button();
        Describe.button(review, "providers.limits.review");
        review.getStyleClass().add("accent");
        review.setOnAction(press -> {
            if (fields.valid()) {
                tools.modals().hide();
                apply(provider.name(), fields.limits());
            }
        });
        ((Region) fields.node()).setPrefWidth(500);
        tools.modals()
                .show(
                        Text.of("providers.limits.title", provider.name()),
                        fields.node(),
                        tools.modals().cancel(),
                        review);
        fields.focus();
    }

    private void apply(String name, TimeLimits limits) {
        new Changes(tools)
                .apply(
                        new Changes.Wanted(
                                policy -> change(policy, name, limits),
                                true,
                                Text.of("providers.limits.title", name),
                                Text.of("changes.apply"),
                                Text.of("providers.limits.done", name),
                                refresh,
                                tools.toasts()::fail));
    }

    /// Only the limits: what else was changed meanwhile stays.
    private static PolicyChange change(Policy policy, String name, TimeLimits limits) throws RouterException {
        Provider now = policy.providers().get(name);
        if (now == null) {
            throw new RouterException("unknown_provider", Text.of("providers.limits.gone", name));
        }
        return new PolicyChange.Put(new Part.OfProvider(now.withLimits(limits)));
    }
}
