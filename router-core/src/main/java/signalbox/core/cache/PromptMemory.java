package signalbox.core.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Which prompts began alike of late, and who served them: fingerprints, counts and times, never text. In memory only,
/// the oldest dropped first. Thread-safe; nothing in it blocks.
public final class PromptMemory {
    private static final long MOST = 50_000;
    private static final Duration KEPT = Duration.ofHours(1);

    /// How long a call may take to put a prompt into a cache before another tries.
    private static final Duration WRITING = Duration.ofSeconds(30);

    /// How many turns a conversation may have grown by since its last call.
    private static final int MOST_NEW_TURNS = 64;

    private static final long MINUTE = 60;

    private final Cache<Key, Sighting> sightings;
    private final Cache<Key, Conversation> conversations;
    private final Cache<String, Pace> paces;

    private record Key(String scope, long prefix) {}

    private record Pace(long minute, int calls, int before) {
        int perMinute() {
            return Math.max(calls, before);
        }
    }

    /// @param id the same for every call of it
    /// @param target who served it last, as `provider/model`
    public record Conversation(long id, String target, Instant at) {}

    /// What is known of a prompt's beginnings.
    ///
    /// @param head of its instructions and tools
    /// @param known the longest of its earlier prefixes that was a whole prompt before; 0 for none
    /// @param earlier what is known of that one; of `head` when there is none
    /// @param whole of the conversation that the prompt goes on with
    public record Seen(Sighting head, int known, Sighting earlier, Sighting whole) {}

    public PromptMemory(InstantSource clock) {
        sightings = cache(clock);
        conversations = cache(clock);
        paces = cache(clock);
    }

    private static <K, V> Cache<K, V> cache(InstantSource clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(() -> AnswerCache.nanos(clock))
                .executor(Runnable::run)
                .build();
    }

    /// Takes down that such a prompt goes to a target.
    ///
    /// @param scope what else must be equal, such as workload and target
    /// @param prefixes fingerprints of its beginnings, the whole prompt last
    public Seen seen(String scope, List<Long> prefixes, Instant now) {
        Sighting head = again(new Key(scope, prefixes.getFirst()), now);
        int last = prefixes.size() - 1;
        int known = known(sightings, scope, prefixes);
        var whole = new Key(scope, prefixes.get(last));
        if (known == last) {
            Sighting repeated = again(whole, now);
            return new Seen(head, last, repeated, repeated);
        }
        Sighting earlier = known == 0 ? head : sightings.getIfPresent(new Key(scope, prefixes.get(known)));
        boolean goesOn = known > 0 && earlier != null;
        Sighting grown = goesOn ? earlier.again(now).grown() : Sighting.first(now);
        sightings.put(whole, grown);
        return new Seen(head, goesOn ? known : 0, goesOn ? earlier : head, grown);
    }

    private Sighting again(Key key, Instant now) {
        return sightings.asMap().compute(key, (same, was) -> was == null ? Sighting.first(now) : was.again(now));
    }

    private static int known(Cache<Key, ?> cache, String scope, List<Long> prefixes) {
        int last = prefixes.size() - 1;
        int known = last;
        while (known > 0 && cache.getIfPresent(new Key(scope, prefixes.get(known))) == null) {
            known = last - known >= MOST_NEW_TURNS ? 0 : known - 1;
        }
        return known;
    }

    /// A call is under way that puts these into the target's cache.
    public void writing(String scope, Collection<Long> prefixes, Instant now) {
        prefixes.forEach(prefix ->
                sightings
                        .asMap()
                        .computeIfPresent(new Key(scope, prefix), (same, was) -> was.written(now.plus(WRITING))));
    }

    /// The target's cache holds these.
    public void warm(String scope, Collection<Long> prefixes, Instant now) {
        prefixes.forEach(prefix ->
                sightings
                        .asMap()
                        .computeIfPresent(new Key(scope, prefix), (same, was) -> was.warm(now.plus(Sighting.TTL))));
    }

    /// The conversation that a prompt goes on with, when it was served a moment ago.
    public Optional<Conversation> conversation(String scope, List<Long> prefixes, Instant now) {
        int known = known(conversations, scope, prefixes);
        return Optional.ofNullable(conversations.getIfPresent(new Key(scope, prefixes.get(known))))
                .filter(found -> now.isBefore(found.at.plus(Sighting.TTL)));
    }

    /// A prompt was served.
    public void served(String scope, long prefix, Conversation conversation) {
        conversations.put(new Key(scope, prefix), conversation);
    }

    /// Counts a call.
    ///
    /// @return how many there were in this minute or the one before, whichever is more
    public int pace(String scope, Instant now) {
        long minute = now.getEpochSecond() / MINUTE;
        return paces.asMap().compute(scope, (same, was) -> next(was, minute)).perMinute();
    }

    private static Pace next(Pace was, long minute) {
        if (was == null || minute > was.minute + 1) {
            return new Pace(minute, 1, 0);
        }
        return minute > was.minute ? new Pace(minute, 1, was.calls) : new Pace(was.minute, was.calls + 1, was.before);
    }
}
