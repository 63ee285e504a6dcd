package signalbox.core.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Quota;
import signalbox.core.provider.QuotaRoom.Unit;

/// What is under way at each target and what is left of its quotas: those the operator declared, counted here; those a
/// provider reported with its answers, carried on by what was sent since; and limits that a 429 named, counted here
/// from then on. Thread-safe; counts start from nothing with the router, but for what [#recall] says of the last day.
public final class Traffic {
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    public Traffic() {}

    /// Takes a call's place at a target.
    ///
    /// @return null when a quota is used up; else to be told once when the call is over
    public Passage begin(Provider provider, String model, Need need, Instant now) {
        Place account = place(provider.name());
        Place target = place(provider.name() + "/" + model);
        synchronized (account) {
            synchronized (target) {
                if (full(account.counted(provider, "", now)) || full(target.rooms(provider, model, now))) {
                    return null;
                }
                account.begin(need, now);
                target.begin(need, now);
            }
        }
        return new Passage(account, target, need);
    }

    /// Takes up what a target was sent before the router started, for the quotas of a day that its provider declares.
    ///
    /// @param at about when; older than a day changes nothing
    public void recall(Provider provider, String model, long requests, long tokens, Instant at, Instant now) {
        for (Quota quota : provider.quotas()) {
            if (quota.kind().ofADay() && (quota.model().isEmpty() || quota.model().equals(model))) {
                String name = quota.model().isEmpty() ? provider.name() : provider.name() + "/" + model;
                place(name).recall(quota.kind(), requests, tokens, at, now);
            }
        }
    }

    private static boolean full(List<QuotaRoom> rooms) {
        return rooms.stream().anyMatch(room -> room.left() <= 0);
    }

    /// Calls under way at a target.
    public int inFlight(String provider, String model) {
        Place place = places.get(provider + "/" + model);
        return place == null ? 0 : place.inFlight;
    }

    /// What is left of every quota that a call to this target would draw on.
    public List<QuotaRoom> rooms(Provider provider, String model, Instant now) {
        Place account = places.get(provider.name());
        Place target = places.get(provider.name() + "/" + model);
        if (provider.quotas().isEmpty() && target == null) {
            return List.of();
        }
        var rooms = new ArrayList<QuotaRoom>();
        rooms.addAll((account == null ? new Place() : account).counted(provider, "", now));
        rooms.addAll((target == null ? new Place() : target).rooms(provider, model, now));
        return rooms;
    }

    private Place place(String name) {
        return places.computeIfAbsent(name, _ -> new Place());
    }

    /// One call on its way. Thread-safe.
    public static final class Passage {
        private final Place account;
        private final Place target;
        private final Need need;
        private boolean over;

        private Passage(Place account, Place target, Need need) {
            this.account = account;
            this.target = target;
            this.need = need;
        }

        /// Takes up what an answer's head says of quotas.
        ///
        /// @param headers names in lower case
        public void learn(Map<String, String> headers, Instant now) {
            target.learn(QuotaHeaders.read(headers, now), now);
        }

        /// Takes up the limits that a refusal names.
        public void learn(UpstreamErrorBody refusal) {
            target.learn(QuotaText.limits(refusal));
        }

        /// The call is over; what it turned out to use replaces what it was taken to need. Only the first time counts.
        public synchronized void ended(Need used, Instant now) {
            if (!over) {
                over = true;
                var more = new Need(used.inputTokens() - need.inputTokens(), used.outputTokens() - need.outputTokens());
                account.end(more, now);
                target.end(more, now);
            }
        }
    }

    /// One target, or one account over all its models.
    private static final class Place {
        private final Map<Quota.Kind, SlidingSum> sums = new EnumMap<>(Quota.Kind.class);
        private final Map<Quota.Kind, Long> named = new EnumMap<>(Quota.Kind.class);
        private final Map<String, LearnedQuota> learned = new TreeMap<>();
        private volatile int inFlight;

        synchronized void begin(Need need, Instant now) {
            inFlight++;
            add(1, need, now);
            learned.values().forEach(quota -> quota.sent(need));
        }

        synchronized void end(Need more, Instant now) {
            inFlight--;
            add(0, more, now);
        }

        private void add(long requests, Need need, Instant now) {
            for (var entry : sums.entrySet()) {
                entry.getValue().add(unit(entry.getKey()) == Unit.REQUESTS ? requests : need.of(Unit.TOKENS), now);
            }
        }

        synchronized void recall(Quota.Kind kind, long requests, long tokens, Instant at, Instant now) {
            sums.computeIfAbsent(kind, Place::sum).recall(unit(kind) == Unit.REQUESTS ? requests : tokens, at, now);
        }

        synchronized void learn(List<QuotaHeaders.Reported> reports, Instant now) {
            reports.forEach(report -> learned.put(report.name(), new LearnedQuota(report, now)));
        }

        synchronized void learn(Map<Quota.Kind, Long> limits) {
            named.putAll(limits);
        }

        /// The quotas declared for `model`, as counted here.
        synchronized List<QuotaRoom> counted(Provider provider, String model, Instant now) {
            var rooms = new ArrayList<QuotaRoom>();
            for (Quota quota : provider.quotas()) {
                if (quota.model().equals(model)) {
                    rooms.add(room(quota.kind(), quota.limit(), now));
                }
            }
            return rooms;
        }

        /// The same with what the provider said.
        synchronized List<QuotaRoom> rooms(Provider provider, String model, Instant now) {
            List<QuotaRoom> rooms = counted(provider, model, now);
            named.forEach((kind, limit) -> rooms.add(room(kind, limit, now)));
            learned.values().removeIf(quota -> quota.past(now));
            learned.values().forEach(quota -> rooms.add(quota.room(now)));
            return rooms;
        }

        private QuotaRoom room(Quota.Kind kind, long limit, Instant now) {
            if (kind == Quota.Kind.CONCURRENT) {
                return new QuotaRoom(name(kind), Unit.CONCURRENT, limit, limit - inFlight, null);
            }
            SlidingSum sum = sums.computeIfAbsent(kind, Place::sum);
            long left = limit - sum.sum(now);
            return new QuotaRoom(name(kind), unit(kind), limit, left, left > 0 ? null : sum.below(limit, now));
        }

        private static SlidingSum sum(Quota.Kind kind) {
            return new SlidingSum(kind.ofADay() ? Duration.ofDays(1) : Duration.ofMinutes(1));
        }

        private static Unit unit(Quota.Kind kind) {
            return switch (kind) {
                case REQUESTS_PER_MINUTE, REQUESTS_PER_DAY -> Unit.REQUESTS;
                case TOKENS_PER_MINUTE, TOKENS_PER_DAY -> Unit.TOKENS;
                case CONCURRENT -> Unit.CONCURRENT;
            };
        }

        private static String name(Quota.Kind kind) {
            return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
