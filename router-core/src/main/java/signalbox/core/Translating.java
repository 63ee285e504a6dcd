package signalbox.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.Operation;
import signalbox.core.dialect.translate.Client;
import signalbox.core.dialect.translate.Notes;
import signalbox.core.dialect.translate.Outgoing;
import signalbox.core.dialect.translate.Recall;
import signalbox.core.dialect.translate.Target;
import signalbox.core.dialect.translate.Translation;
import signalbox.core.dialect.translate.UnsealedThoughts;
import signalbox.core.ledger.CallId;
import signalbox.core.plan.Attempt;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Step;
import signalbox.core.plan.Step.Verdict;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Model;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.provider.Upstream;

/// Brings one call to providers of other wire formats. The client's request is read once, when the first such attempt
/// comes up; a call that stays in its own format never gets here. One instance per call, used by one thread.
final class Translating {
    private final Engine engine;
    private final CallContext call;
    private final List<Step> told = new ArrayList<>();
    private final Set<Step> noted = new LinkedHashSet<>();
    private Translation translation;
    private final Map<Attempt, Attempt> bounded = new HashMap<>();
    private MalformedRequest unreadable;
    private MalformedRequest refusal;

    Translating(Engine engine, CallContext call) {
        this.engine = engine;
        this.call = call;
    }

    private boolean needed(Provider provider) {
        Wire client = call.dialect().wire();
        // both of OpenAI's formats have one form of embeddings
        boolean vectors = client == Wire.OPENAI_CHAT && provider.wire() == Wire.OPENAI_RESPONSES && !answers();
        return provider.wire() != client && !vectors;
    }

    /// Whether the call wants an answer, the only thing that is translated.
    private boolean answers() {
        return call.request().address().operation() == Operation.GENERATE;
    }

    /// Whether the call can be sent there; notes why not.
    boolean takes(Attempt attempt) {
        Provider provider = call.policy().providers().get(attempt.provider());
        if (!needed(provider)) {
            return true;
        }
        if (!answers()) {
            unspoken(attempt);
            return false;
        }
        try {
            bounded.put(attempt, bounded(attempt, provider));
            return true;
        } catch (MalformedRequest problem) {
            refusal = refusal == null ? problem : refusal;
            noted.add(
                    new Step(
                            "translate.refused",
                            attempt.provider() + "/" + attempt.model(),
                            Verdict.REFUSED,
                            problem.getMessage()));
            return false;
        }
    }

    private void unspoken(Attempt attempt) {
        String sentence =
                "What this endpoint does is not translated, and the route leads to providers of another wire format."
                        + " Use the endpoint of theirs.";
        var problem = new MalformedRequest(Translation.UNTRANSLATABLE, "", sentence);
        refusal = refusal == null ? problem : refusal;
        noted.add(
                new Step(
                        "translate.refused",
                        attempt.provider() + "/" + attempt.model(),
                        Verdict.REFUSED,
                        "only answers are translated between wire formats"));
    }

    /// Why a target could not take the call.
    Optional<MalformedRequest> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// The attempt with the worst case of what will really be sent.
    Attempt bounded(Attempt attempt) {
        if (LocalCount.wanted(call)) {
            // nobody bills a count
            return new Attempt(
                    attempt.provider(), attempt.model(), attempt.lane(), attempt.outputLimit(), 0, 0, 0, attempt.why());
        }
        return bounded.getOrDefault(attempt, attempt);
    }

    /// A translated request may be longer than the client's, and its images and tools count differently.
    private Attempt bounded(Attempt attempt, Provider provider) throws MalformedRequest {
        Model model = provider.models().get(attempt.model());
        Outgoing outgoing = write(provider, model, attempt.outputLimit(), Notes.NONE);
        Dialect dialect = Dialect.of(provider.wire());
        long input = Math.min(dialect.inputBound(dialect.parse(outgoing.body())), model.contextTokens());
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
                attempt.estimateNanos(),
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

    /// One attempt at a provider of another format.
    final class Translated {
        private final Provider provider;
        private final Model model;
        private final Outgoing outgoing;

        private Translated(Provider provider, Model model, Outgoing outgoing) {
            this.provider = provider;
            this.model = model;
            this.outgoing = outgoing;
        }

        /// Without the client's headers: those of one dialect mean nothing to a provider of another.
        Upstream.Request request(boolean stream) {
            return new Upstream.Request(
                    provider,
                    provider.wire(),
                    UpstreamPath.of(provider, Operation.GENERATE, model.id(), stream),
                    Map.of(),
                    Egress.ready(call, provider, cached(provider, model, outgoing.body())),
                    model.id(),
                    stream);
        }

        /// Counts in the provider's format, hands on in the client's.
        AnswerTap tap(boolean stream) {
            var client =
                    new Client(
                            CallId.format(call.id()),
                            model.id(),
                            call.parsed().usageAsked(),
                            call.request().at().getEpochSecond());
            return outgoing.tap(stream, client, engine.thoughts(), scope(provider, model), notes(provider, model));
        }
    }

    /// What an attempt needs that is to be translated, with a note of what is lost or changed; null when it need not
    /// be.
    Translated attempt(Provider provider, Model model, Attempt attempt) {
        if (!needed(provider)) {
            return null;
        }
        Notes notes = notes(provider, model);
        notes.note(
                "translate.dialect", "translated from " + call.dialect().wire().id() + " to " + provider.wire().id());
        try {
            Outgoing outgoing = write(provider, model, attempt.outputLimit(), notes);
            told.forEach(note -> notes.note(note.rule(), note.detail()));
            return new Translated(provider, model, outgoing);
        } catch (MalformedRequest impossible) {
            throw new IllegalStateException("was translated a moment ago", impossible);
        }
    }

    /// A body that stays in its own format, without thoughts that another provider's answer left in the history. Only
    /// calls that reason are looked at.
    byte[] unsealed(byte[] body) {
        boolean looked = call.dialect().wire() == Wire.ANTHROPIC && call.facts().needs().contains(Ability.REASONING);
        return looked ? UnsealedThoughts.removed(body) : body;
    }

    /// Notes what a provider of the client's own format is not sent because it would refuse it.
    void dropped(Provider provider, Model model, Set<String> fields) {
        for (String field : fields) {
            notes(provider, model)
                    .note("forward.dropped", "`" + field + "` was left out: " + provider.vendor() + " refuses it");
        }
    }

    /// A body with what the provider's cache shall keep.
    byte[] cached(Provider provider, Model model, byte[] body) {
        return call.prompts().outgoing(provider, model, body, notes(provider, model));
    }

    private Notes notes(Provider provider, Model model) {
        String subject = provider.name() + "/" + model.id();
        return (rule, detail) -> noted.add(new Step(rule, subject, Verdict.NOTED, detail));
    }

    private Outgoing write(Provider provider, Model model, int outputLimit, Notes notes) throws MalformedRequest {
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
        if (unreadable != null) {
            throw unreadable;
        }
        if (translation == null) {
            try {
                translation =
                        Translation.read(
                                call.dialect().wire(),
                                call.parsed(),
                                (rule, detail) -> told.add(new Step(rule, "", Verdict.NOTED, detail)));
            } catch (MalformedRequest problem) {
                unreadable = problem;
                throw problem;
            }
        }
        return translation;
    }

    /// Thoughts are sealed for one account and model, and belong to the key that asked.
    private String scope(Provider provider, Model model) {
        return call.request().key().name() + "\n" + provider.name() + "\n" + model.id();
    }

    /// What the call's explanation has to say of it, each thing once.
    Set<Step> steps() {
        return noted;
    }
}
