package signalbox.core;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import signalbox.core.ClientSink.Header;
import signalbox.core.cache.AnswerCache;
import signalbox.core.cache.AnswerCache.Answer;
import signalbox.core.cache.CacheKey;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallId;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Plan;
import signalbox.core.policy.Amount;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Workload;

/// Whether a call may be answered as the same request was before, and whether its own answer may be kept: where the
/// workload asks for it, the client does not forbid it, and no placeholder of this very call stands in it. An answer is
/// given again only where the call's own plan would have allowed the target that gave it.
final class Reuse {
    static final String RULE = "cache.hit";

    private final AnswerCache cache;
    private final Plan plan;
    private final Duration during;
    private final CacheKey key;

    /// @param key null when there is nothing to reuse
    private Reuse(AnswerCache cache, Plan plan, Duration during, CacheKey key) {
        this.cache = cache;
        this.plan = plan;
        this.during = during;
        this.key = key;
    }

    /// @param redacted whether texts of the call were taken out
    static Reuse of(
            AnswerCache cache,
            Policy policy,
            Workload workload,
            CallRequest request,
            CallFacts facts,
            Plan plan,
            boolean redacted) {
        Duration during = workload.conduct().storage().cache();
        boolean none = during.isZero() || redacted || Egress.noStore(request.headers());
        return new Reuse(cache, plan, during, none ? null : key(policy, request, facts));
    }

    private static CacheKey key(Policy policy, CallRequest request, CallFacts facts) {
        return CacheKey.of(
                List.of(
                        Long.toString(policy.version()),
                        facts.workload(),
                        facts.key(),
                        facts.subject(),
                        facts.wire().id(),
                        request.address().toString(),
                        facts.askedModel(),
                        facts.pii().name(),
                        Boolean.toString(facts.stream()),
                        request.headers().getOrDefault("anthropic-version", ""),
                        request.headers().getOrDefault("anthropic-beta", "")),
                request.body());
    }

    /// Answers the call from memory.
    ///
    /// @return whether it did
    boolean answered(long id, RowDraft draft, TrackedSink sink) {
        Optional<Answer> found = key == null ? Optional.empty() : cache.find(key).filter(this::allowed);
        found.ifPresent(answer -> give(answer, id, draft, sink));
        return found.isPresent();
    }

    private boolean allowed(Answer answer) {
        return plan.attempts().stream()
                .anyMatch(attempt ->
                        attempt.provider().equals(answer.provider()) && attempt.model().equals(answer.model()));
    }

    private static void give(Answer answer, long id, RowDraft draft, TrackedSink sink) {
        draft.reused(answer.costNanos());
        draft.noted(
                RULE,
                answer.provider() + "/" + answer.model(),
                "answered from memory as call "
                        + CallId.format(answer.callId())
                        + " was, which cost "
                        + Amount.money(answer.costNanos()));
        var figures =
                new AnswerHeaders.Figures(
                        id, draft.workload(), answer.provider(), answer.model(), 0, 0, answer.costNanos());
        List<Header> headers = AnswerHeaders.of(answer.contentType(), figures);
        headers.add(new Header("x-signalbox-cache", "hit"));
        try {
            if (answer.stream()) {
                sink.begin(answer.status(), headers);
                sink.write(answer.body(), 0, answer.body().length);
                sink.end();
            } else {
                sink.reply(answer.status(), headers, answer.body());
            }
        } catch (IOException clientGone) {
            draft.noted("client.gone", "call", "the client left before the answer");
        }
    }

    /// Keeps the answer that the client gets, when it gets it whole; before it can ask again.
    void watch(long id, RowDraft draft, TrackedSink sink) {
        if (key != null) {
            sink.capture(AnswerCache.MOST_ANSWER, () -> keep(id, draft, sink));
        }
    }

    private void keep(long id, RowDraft draft, TrackedSink sink) {
        AttemptRow row = draft.lastAttempt();
        if (row == null || !draft.wasAnswered()) {
            return;
        }
        sink.captured()
                .filter(sent -> sent.status() == 200)
                .ifPresent(sent ->
                        cache.keep(
                                key,
                                new Answer(
                                        id,
                                        row.provider(),
                                        row.model(),
                                        sent.status(),
                                        sent.contentType(),
                                        sent.stream(),
                                        sent.body(),
                                        row.costNanos()),
                                during));
    }
}
