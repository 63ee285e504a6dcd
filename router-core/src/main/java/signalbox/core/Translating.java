package signalbox.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.translate.Client;
import signalbox.core.dialect.translate.Outgoing;
import signalbox.core.dialect.translate.Recall;
import signalbox.core.dialect.translate.Target;
import signalbox.core.dialect.translate.Translation;
import signalbox.core.ledger.CallId;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Step;
import signalbox.core.plan.Step.Verdict;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;

/// Brings one call to providers of other wire formats. The client's request is read once, when the first such attempt
/// comes up; a call that stays in its own format never gets here. One instance per call, used by one thread.
final class Translating {
    private final Engine engine;
    private final CallContext call;
    private final List<Step> told = new ArrayList<>();
    private final Set<Step> noted = new LinkedHashSet<>();
    private Translation translation;
    private MalformedRequest refusal;

    Translating(Engine engine, CallContext call) {
        this.engine = engine;
        this.call = call;
    }

    boolean needed(Provider provider) {
        return provider.wire() != call.dialect().wire();
    }

    /// The attempt with the worst case of what will really be sent: a translated request may be longer, and its
    /// images and tools count differently.
    ///
    /// @throws MalformedRequest when the request cannot be sent there
    Attempt bounded(Attempt attempt) throws MalformedRequest {
        Provider provider = call.policy().providers().get(attempt.provider());
        if (!needed(provider)) {
            return attempt;
        }
        Model model = provider.models().get(attempt.model());
        Outgoing outgoing = write(provider, model, attempt.outputLimit(), (rule, detail) -> {});
        Dialect dialect = Dialect.of(provider.wire());
        long bound = dialect.inputBound(dialect.parse(outgoing.body()));
        long input = Math.min(bound, model.contextTokens());
        long output = (long) attempt.outputLimit() * call.facts().choices();
        if (input + output <= attempt.worstTokens()) {
            return attempt;
        }
        return new Attempt(
                attempt.provider(),
                attempt.model(),
                attempt.lane(),
                attempt.outputLimit(),
                input + output,
                worst(attempt, provider, model, input, output),
                attempt.why());
    }

    private long worst(Attempt attempt, Provider provider, Model model, long input, long output) {
        if (attempt.worstNanos() == 0) {
            return 0;
        }
        CallFacts facts = call.facts();
        return engine.prices()
                .worst(
                        provider.vendor(),
                        model,
                        input,
                        output,
                        facts.maxSearchCalls(),
                        facts.serviceTier(),
                        call.request().at())
                .orElse(attempt.worstNanos());
    }

    /// The request as this attempt sends it; notes what was lost or changed.
    Outgoing outgoing(Provider provider, Model model, Attempt attempt) {
        String subject = provider.name() + "/" + model.id();
        note(
                "translate.dialect",
                subject,
                "translated from " + call.dialect().wire().id() + " to " + provider.wire().id());
        try {
            Outgoing outgoing =
                    write(provider, model, attempt.outputLimit(), (rule, detail) -> note(rule, subject, detail));
            told.forEach(step -> note(step.rule(), subject, step.detail()));
            return outgoing;
        } catch (MalformedRequest impossible) {
            throw new IllegalStateException("was translated a moment ago", impossible);
        }
    }

    private Outgoing write(
            Provider provider, Model model, int outputLimit, signalbox.core.dialect.translate.Notes notes)
            throws MalformedRequest {
        var target =
                new Target(
                        provider.wire(),
                        provider.vendor(),
                        model.id(),
                        outputLimit,
                        LimitField.of(provider, call.parsed()),
                        model.abilities());
        Recall recall = engine.thoughts().of(scope(provider, model));
        return translation().write(target, recall, notes);
    }

    private Translation translation() throws MalformedRequest {
        if (refusal != null) {
            throw refusal;
        }
        if (translation == null) {
            try {
                translation =
                        Translation.read(
                                call.dialect().wire(),
                                call.parsed(),
                                (rule, detail) -> told.add(new Step(rule, "", Verdict.NOTED, detail)));
            } catch (MalformedRequest problem) {
                refusal = problem;
                throw problem;
            }
        }
        return translation;
    }

    AnswerTap tap(Outgoing outgoing, Provider provider, Model model, boolean stream) {
        String subject = provider.name() + "/" + model.id();
        var client =
                new Client(
                        CallId.format(call.id()),
                        model.id(),
                        call.parsed().usageAsked(),
                        call.request().at().getEpochSecond());
        return outgoing.tap(
                stream,
                client,
                engine.thoughts(),
                scope(provider, model),
                (rule, detail) -> note(rule, subject, detail));
    }

    /// Thoughts are sealed for one account and model, and belong to the key that asked.
    private String scope(Provider provider, Model model) {
        return call.request().key().name() + "\n" + provider.name() + "\n" + model.id();
    }

    /// Headers of the client's own dialect mean nothing to a provider of another.
    static Map<String, String> headers() {
        return Map.of();
    }

    private void note(String rule, String subject, String detail) {
        noted.add(new Step(rule, subject, Verdict.NOTED, detail));
    }

    /// What the call's explanation has to say of it, each thing once.
    Set<Step> steps() {
        return noted;
    }
}
