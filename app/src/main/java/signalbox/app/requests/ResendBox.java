package signalbox.app.requests;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import signalbox.app.form.Describe;
import signalbox.app.shell.ErrorBoundary;
import signalbox.app.shell.Tools;
import signalbox.app.text.Amounts;
import signalbox.app.text.Text;
import signalbox.core.Resends;
import signalbox.core.RouterException;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.Plan;

/// Sends a call again: the button says why it cannot, or the box says what it may cost before it goes. FX thread; the
/// router is asked in the background.
final class ResendBox {
    private static final PseudoClass BARRED = PseudoClass.getPseudoClass("barred");

    private final Tools tools;
    private final Runnable sent;
    private final Button button = new Button();
    private CallRow row;
    private String barred = "";

    /// @param sent what follows a call that was sent
    ResendBox(Tools tools, Runnable sent) {
        this.tools = tools;
        this.sent = sent;
        Describe.button(button, "requests.resend");
        button.setOnAction(press -> ask());
    }

    Button button() {
        return button;
    }

    /// Whether this call can be sent again.
    ///
    /// @param why the code of what stands against it; empty for nothing
    void show(CallRow call, String why) {
        row = call;
        barred = why.isEmpty() ? "" : sentence(why);
        String help = why.isEmpty() ? Text.of("requests.resend.help") : barred;
        Describe.named(button, Text.of("requests.resend"), help, "");
        button.pseudoClassStateChanged(BARRED, !why.isEmpty());
    }

    private static String sentence(String why) {
        String key = "requests.resend.not." + why;
        return Text.of(Text.has(key) ? key : "requests.resend.not.body_gone");
    }

    /// A button that is switched off cannot say why it is; this one says so when pressed.
    private void ask() {
        if (!barred.isEmpty()) {
            tools.toasts().say(barred);
            return;
        }
        CallRow call = row;
        tools.background().run(() -> estimate(call), words -> confirm(call, words), tools.toasts()::fail);
    }

    private String estimate(CallRow call) {
        String last = Amounts.estimated(call.costNanos());
        Plan plan = call.facts().map(tools.router()::plan).orElse(null);
        if (plan == null) {
            return Text.of("requests.resend.estimate.last", last);
        }
        if (plan.attempts().isEmpty()) {
            return Text.of("requests.resend.estimate.refused", plan.refusal() == null ? "" : plan.refusal().message());
        }
        var first = plan.attempts().getFirst();
        return Text.of(
                "requests.resend.estimate",
                first.provider() + "/" + first.model(),
                last,
                Amounts.money(first.worstNanos()));
    }

    private void confirm(CallRow call, String estimate) {
        tools.modals()
                .confirm(
                        Text.of("requests.resend.title", call.workload()),
                        estimate,
                        Text.of("requests.resend.verb"),
                        () -> send(call));
    }

    private void send(CallRow call) {
        tools.background().run(() -> tools.router().resends().resend(call, tools.actor()), this::done, this::failed);
    }

    private void done(Resends.Sent answer) {
        tools.toasts().say(Text.of("requests.resend.sent", answer.status(), answer.callId()));
        sent.run();
    }

    private void failed(Exception failure) {
        String why = failure instanceof RouterException ? ErrorBoundary.code(failure) : "";
        if (Text.has("requests.resend.not." + why)) {
            tools.toasts().say(sentence(why));
        } else {
            tools.toasts().fail(failure);
        }
    }
}
