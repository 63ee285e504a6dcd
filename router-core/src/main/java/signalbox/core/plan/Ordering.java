package signalbox.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import signalbox.core.plan.LiveView.QuotaRoom;
import signalbox.core.plan.LiveView.Speed;
import signalbox.core.policy.Amount;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Tier;

/// Puts a lane's candidates into the order that its strategy asks for. Pure; what is equal stays as listed.
final class Ordering {
    /// Of how many calls one tries a target of which too little is known.
    private static final int EXPLORE_ONE_IN = 8;

    /// Of how many calls one tries a target that trails, so that one slow answer is not held against it for long.
    private static final int REVISIT_ONE_IN = 32;

    /// How many answers make a slow end; one out of a few is chance.
    private static final int TAIL_ANSWERS = 20;

    /// Tokens of a stream that somebody waits for after the first one.
    private static final long FIRST_LINES_TOKENS = 64;

    private static final long WHOLE = 1000;

    private final CallFacts facts;
    private final Quality quality;
    private final Sticky sticky;
    private final Reasons reasons;

    Ordering(CallFacts facts, Quality quality, Sticky sticky, Reasons reasons) {
        this.facts = facts;
        this.quality = quality;
        this.sticky = sticky;
        this.reasons = reasons;
    }

    List<Candidate> of(LaneOrder order, List<Candidate> lane) {
        return lane.size() < 2
                ? lane
                : switch (order) {
                    case LISTED -> lane;
                    case WEIGHTED -> sticky.noted(weighted(lane), reasons);
                    case LEAST_LOADED -> sticky.noted(leastLoaded(lane), reasons);
                    case CHEAPEST -> sticky.noted(cheapest(lane), reasons);
                    case FASTEST -> fastest(lane);
                    case FREE_FIRST -> sorted(lane, candidate -> candidate.provider().tier().ordinal());
                    case RESERVED_FIRST ->
                            sorted(lane, candidate -> candidate.provider().tier() == Tier.RESERVED ? 0 : 1);
                };
    }

    private static List<Candidate> sorted(List<Candidate> lane, ToLongFunction<Candidate> key) {
        var sorted = new ArrayList<>(lane);
        sorted.sort(Comparator.comparingLong(key));
        return sorted;
    }

    /// A share of the calls each by weight, for the first place and for every later one (weighted sampling without
    /// replacement, Efraimidis and Spirakis 2006). A conversation stays where its first call was drawn.
    private List<Candidate> weighted(List<Candidate> lane) {
        ToDoubleFunction<Candidate> key =
                candidate -> -StrictMath.log(Chance.unit(facts.seed(), candidate.name())) / candidate.target().weight();
        var order = new ArrayList<>(lane);
        order.sort(sticky.warmFirst().thenComparingDouble(key));
        note("order.weighted", order, candidate -> "weight " + candidate.target().weight());
        return order;
    }

    /// Most room first: calls under way for its weight, made heavier by what its tightest quota has left. Who is equal
    /// takes turns by the call's seed.
    private List<Candidate> leastLoaded(List<Candidate> lane) {
        var order = new ArrayList<>(lane);
        order.sort(
                Comparator.comparingLong(Ordering::pressure)
                        .thenComparing(sticky.warmFirst())
                        .thenComparingLong(candidate -> Chance.mixed(facts.seed(), candidate.name())));
        note(
                "order.least-loaded",
                order,
                candidate ->
                        candidate.load().inFlight()
                                + " under way for a weight of "
                                + candidate.target().weight()
                                + ", "
                                + headroom(candidate) * 100 / WHOLE
                                + " % of its quotas left");
        return order;
    }

    private static long pressure(Candidate candidate) {
        long waiting = (candidate.load().inFlight() + 1L) * WHOLE * WHOLE;
        return waiting / (candidate.target().weight() * Math.max(1, headroom(candidate)));
    }

    /// What its tightest quota has left, in thousandths.
    private static long headroom(Candidate candidate) {
        long least = WHOLE;
        for (QuotaRoom room : candidate.load().quotas()) {
            // calls under way are counted already
            if (room.unit() != QuotaRoom.Unit.CONCURRENT) {
                least = Math.min(least, Math.clamp(room.left(), 0, room.limit()) * WHOLE / Math.max(1, room.limit()));
            }
        }
        return least;
    }

    /// The least estimate first, but a class below the quality asked for only after those that meet it.
    private List<Candidate> cheapest(List<Candidate> lane) {
        ModelClass least =
                switch (quality) {
                    case LOW -> ModelClass.COMMODITY;
                    case STANDARD -> ModelClass.STANDARD;
                    case HIGH -> ModelClass.FRONTIER;
                };
        var order = new ArrayList<>(lane);
        order.sort(
                Comparator.<Candidate>comparingInt(candidate -> below(candidate, least) ? 1 : 0)
                        .thenComparingLong(Candidate::estimateNanos)
                        .thenComparing(sticky.warmFirst()));
        note(
                "order.cheapest",
                order,
                candidate ->
                        "about "
                                + Amount.money(candidate.estimateNanos())
                                + ", class "
                                + word(candidate.model().modelClass())
                                + (below(candidate, least) ? ", below the quality asked for" : ""));
        return order;
    }

    private static boolean below(Candidate candidate, ModelClass least) {
        return candidate.model().modelClass().compareTo(least) < 0;
    }

    private static String word(ModelClass modelClass) {
        return modelClass.name().toLowerCase(Locale.ROOT);
    }

    /// The soonest first. A target of which too little is known goes behind those that are known, except for one call
    /// in [#EXPLORE_ONE_IN], which tries it; one in [#REVISIT_ONE_IN] tries a known one that trails. While nothing is
    /// known, calls take turns.
    private List<Candidate> fastest(List<Candidate> lane) {
        var known = new ArrayList<Candidate>();
        var unknown = new ArrayList<Candidate>();
        lane.forEach(candidate -> (candidate.load().speed().isPresent() ? known : unknown).add(candidate));
        known.sort(Comparator.comparingLong(Ordering::soonness));
        revisit(known);
        unknown.sort(Comparator.comparingLong(candidate -> Chance.mixed(facts.seed(), candidate.name())));
        boolean explores = Math.floorMod(Chance.mixed(facts.seed(), "explore"), EXPLORE_ONE_IN) == 0;
        var order = new ArrayList<Candidate>(lane.size());
        order.addAll(explores ? unknown : known);
        order.addAll(explores ? known : unknown);
        note("order.fastest", order, Ordering::speed);
        return order;
    }

    private void revisit(List<Candidate> known) {
        if (known.size() > 1 && Math.floorMod(Chance.mixed(facts.seed(), "revisit"), REVISIT_ONE_IN) == 0) {
            int trailing = 1 + (int) Math.floorMod(Chance.mixed(facts.seed(), "trailing"), known.size() - 1L);
            known.addFirst(known.remove(trailing));
        }
    }

    /// Milliseconds until somebody has something to read, leaning towards the slow end.
    private static long soonness(Candidate candidate) {
        Speed speed = candidate.load().speed().orElseThrow();
        long lines = speed.tokensPerSecond() == 0 ? 0 : FIRST_LINES_TOKENS * 1000 / speed.tokensPerSecond();
        long tail = speed.answers() < TAIL_ANSWERS ? 0 : Math.max(0, speed.millisP95() - speed.millisP50()) / 4;
        return speed.millisP50() + tail + lines;
    }

    private static String speed(Candidate candidate) {
        return candidate
                .load()
                .speed()
                .map(speed ->
                        "p50 "
                                + speed.millisP50()
                                + " ms, p95 "
                                + speed.millisP95()
                                + " ms, "
                                + speed.tokensPerSecond()
                                + " tokens/s over "
                                + speed.answers()
                                + " answers")
                .orElse("too few answers of late to tell; tried by one call in " + EXPLORE_ONE_IN);
    }

    private interface Detail {
        String of(Candidate candidate);
    }

    private void note(String rule, List<Candidate> order, Detail detail) {
        order.forEach(candidate -> reasons.noted(rule, candidate.name(), detail.of(candidate)));
    }
}
