package signalbox.core;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /// The header, and what in it asks for a fresh answer; the answer is kept all the same.
    private static final String CACHE_CONTROL = "cache-control";

    private static final String NO_CACHE = "no-cache";

    private final AnswerCache cache;
    private final Plan plan;
    private final Duration during;
    private final CacheKey key;
    private final boolean fresh;

    /// @param key null when there is nothing to reuse
    /// @param fresh whether an answer from memory is not wanted
    private Reuse(AnswerCache cache, Plan plan, Duration during, CacheKey key, boolean fresh) {
        this.cache = cache;
        this.plan = plan;
        this.during = during;
        this.key = key;
        this.fresh = fresh;
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
        return new Reuse(cache, plan, during, none ? null : key(policy, request, facts), fresh(request.headers()));
    }

    private static boolean fresh(Map<String, String> headers) {
        return Stream.of(headers.getOrDefault(CACHE_CONTROL, "").split(","))
                .anyMatch(directive -> directive.strip().equalsIgnoreCase(NO_CACHE));
    }

    /// The same headers, asking for a fresh answer.
    static Map<String, String> freshly(Map<String, String> headers) {
        var asking = new HashMap<>(headers);
        asking.put(CACHE_CONTROL, NO_CACHE);
        return Map.copyOf(asking);
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
        Optional<Answer> found = key == null || fresh ? Optional.empty() : cache.find(key).filter(this::allowed);
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
