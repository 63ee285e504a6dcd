package signalbox.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import signalbox.core.cache.PromptMemory.Conversation;
import signalbox.core.cache.PromptMemory.Seen;
import signalbox.core.cache.PromptRule;
import signalbox.core.cache.PromptRule.Costs;
import signalbox.core.dialect.CacheMarks;
import signalbox.core.dialect.Operation;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.PromptShape;
import signalbox.core.dialect.translate.Notes;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.plan.LiveView;
import signalbox.core.policy.Counter;
import signalbox.core.policy.Model;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PromptCache;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Wire;
import signalbox.core.policy.Workload;
import signalbox.core.price.PriceBook;
import signalbox.core.price.Usage;
import signalbox.core.vendor.Vendors;

/// Uses the caches that providers keep of long prompts, for one call: tells the planner who served its conversation a
/// moment ago, marks what a provider shall keep where that is expected to save money ([PromptRule]), and remembers what
/// came of it. One instance per call, used by one thread.
final class PromptCaching {
    /// The rule that notes it.
    static final String RULE = "prompt.cache";

    /// No provider's cache holds fewer than 1,024 tokens.
    private static final int LEAST_BYTES = 4 * 1024;

    private static final int BYTES_PER_TOKEN = 4;

    private final Engine engine;
    private final Workload workload;
    private final boolean on;
    private final Instant arrived;
    private final Optional<PromptShape> asked;
    private long conversation;
    private Sent sent;

    /// @param target the attempt's, as `provider/model`
    /// @param marks the prefixes that were marked
    private record Sent(String target, String scope, List<Long> marks) {}

    private PromptCaching(Engine engine, Workload workload, boolean on, Instant arrived, Optional<PromptShape> asked) {
        this.engine = engine;
        this.workload = workload;
        this.on = on;
        this.arrived = arrived;
        this.asked = asked;
    }

    static PromptCaching of(
            Engine engine, Policy policy, Workload workload, CallRequest request, ParsedRequest parsed) {
        boolean on =
                workload.conduct().promptCache() == PromptCache.AUTO
                        && request.address().operation() == Operation.GENERATE
                        && parsed.body().length >= LEAST_BYTES
                        && !Egress.noStore(request.headers());
        boolean choice =
                on
                        && policy.routes().get(workload.route()).lanes().stream()
                                .anyMatch(lane -> lane.targets().size() > 1);
        return new PromptCaching(
                engine,
                workload,
                on,
                request.at(),
                choice ? PromptShape.of(request.wire(), parsed.body()) : Optional.empty());
    }

    /// With who served the conversation that this call goes on with.
    LiveView warmed(LiveView live) {
        if (asked.isEmpty()) {
            return live;
        }
        List<Long> prefixes = asked.get().prefixes();
        Optional<Conversation> found = engine.prompts().conversation(workload.name(), prefixes, arrived);
        conversation = found.map(Conversation::id).orElse(prefixes.getLast());
        return found.map(last -> live.warm(last.target(), last.at())).orElse(live);
    }

    /// The body that goes to a provider, with what its cache shall keep.
    byte[] outgoing(Provider provider, Model model, byte[] body, Notes notes) {
        sent = null;
        if (!on) {
            return body;
        }
        String target = provider.name() + "/" + model.id();
        String scope = workload.name() + "\n" + target;
        return switch (Vendors.of(provider.vendor()).promptCaching()) {
            case MARKS -> provider.wire() == Wire.ANTHROPIC ? marked(provider, model, scope, body, notes) : body;
            case KEY -> keyed(target, scope, provider.wire(), body, notes);
            case NONE -> body;
        };
    }

    private byte[] marked(Provider provider, Model model, String scope, byte[] body, Notes notes) {
        PromptShape shape = PromptShape.of(Wire.ANTHROPIC, body).filter(found -> !found.marked()).orElse(null);
        if (shape == null) {
            return body;
        }
        Instant now = engine.now();
        Seen seen = engine.prompts().seen(scope, shape.prefixes(), now);
        Optional<Costs> head = costs(provider, model, shape.sizes().getFirst());
        Optional<Costs> whole = costs(provider, model, shape.sizes().getLast());
        if (head.isEmpty() || whole.isEmpty()) {
            return body;
        }
        int least = CacheMarks.leastTokens(model.id());
        List<Integer> chosen =
                PromptRule.marks(seen, shape.last(), head.get(), whole.get(), least, now).stream()
                        .filter(mark -> shape.place(mark, body).isPresent())
                        .toList();
        if (chosen.isEmpty()) {
            return body;
        }
        List<Long> marks = chosen.stream().map(shape.prefixes()::get).toList();
        engine.prompts().writing(scope, marks, now);
        sent = new Sent(provider.name() + "/" + model.id(), scope, marks);
        notes.note(RULE, told(chosen, shape, seen));
        return CacheMarks.marked(body, chosen.stream().map(mark -> shape.place(mark, body).orElseThrow()).toList());
    }

    private static String told(List<Integer> chosen, PromptShape shape, Seen seen) {
        String tokens =
                chosen.stream()
                        .map(mark -> Integer.toString(shape.sizes().get(mark) / BYTES_PER_TOKEN))
                        .reduce((one, other) -> one + " and " + other)
                        .orElseThrow();
        boolean heads = chosen.getFirst() == 0;
        var evidence = heads ? seen.head() : seen.whole();
        return "cache marks at about "
                + tokens
                + " tokens: "
                + (heads ? "prompts with these instructions" : "the conversation")
                + " came again within five minutes "
                + evidence.returns()
                + " of "
                + (evidence.returns() + evidence.lapses())
                + " times, so a saving is expected";
    }

    private Optional<Costs> costs(Provider provider, Model model, int bytes) {
        long tokens = bytes / BYTES_PER_TOKEN;
        Optional<Long> plain = cost(provider, model, Counter.IN_TEXT, tokens);
        Optional<Long> read = cost(provider, model, Counter.CACHE_READ, tokens);
        Optional<Long> written = cost(provider, model, Counter.CACHE_WRITE_5M, tokens);
        boolean known = plain.isPresent() && read.isPresent() && written.isPresent();
        return known ? Optional.of(new Costs(tokens, plain.get(), read.get(), written.get())) : Optional.empty();
    }

    private Optional<Long> cost(Provider provider, Model model, Counter counter, long tokens) {
        var usage = new Usage(Map.of(counter, tokens), tokens, "", "", -1);
        return engine.prices().cost(provider.vendor(), model, usage, engine.now()).map(PriceBook.Cost::nanos);
    }

    /// More calls a minute than one machine takes are spread over keys, each conversation staying with one.
    private byte[] keyed(String target, String scope, Wire wire, byte[] body, Notes notes) {
        Instant now = engine.now();
        int pace = engine.prompts().pace(scope, now);
        int keys = PromptRule.keys(pace);
        PromptShape shape = keys == 1 ? null : PromptShape.of(wire, body).orElse(null);
        if (shape == null) {
            return body;
        }
        Optional<Conversation> found = engine.prompts().conversation(scope, shape.prefixes(), now);
        long id = found.map(Conversation::id).orElse(shape.prefixes().getLast());
        engine.prompts().served(scope, shape.prefixes().getLast(), new Conversation(id, target, now));
        byte[] keyed = CacheMarks.keyed(body, key(scope, id & (keys - 1)));
        if (keyed != body) {
            notes.note(
                    RULE,
                    "a cache key out of "
                            + keys
                            + ", as "
                            + pace
                            + " calls a minute are more than one machine of the provider keeps");
        }
        return keyed;
    }

    /// Tells the provider nothing of workloads or conversations.
    private static String key(String scope, long number) {
        byte[] name = (scope + "\n" + number).getBytes(StandardCharsets.UTF_8);
        return "sbx-" + UUID.nameUUIDFromBytes(name);
    }

    /// Whether the attempt under way may be billed for writing a cache because of us.
    boolean writes() {
        return sent != null;
    }

    /// An attempt was answered.
    void served(AttemptRow row) {
        String target = row.provider() + "/" + row.model();
        Instant now = engine.now();
        asked.ifPresent(shape ->
                engine.prompts()
                        .served(
                                workload.name(),
                                shape.prefixes().getLast(),
                                new Conversation(conversation, target, arrived)));
        Usage usage = row.usage();
        boolean cached = usage.count(Counter.CACHE_READ) + usage.count(Counter.CACHE_WRITE_5M) > 0;
        if (sent != null && sent.target.equals(target) && cached) {
            engine.prompts().warm(sent.scope, sent.marks, now);
        }
    }
}
