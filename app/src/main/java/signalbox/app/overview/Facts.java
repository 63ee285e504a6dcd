package signalbox.app.overview;

import java.util.List;

/// Everything the overview shows at one instant, in words and figures ready to be shown.
///
/// @param anything whether any call was ever made
/// @param practice whether this is the view of practice spend
/// @param bothKinds whether there is spend of both kinds, so that a switch between the views makes sense
/// @param zone the zone of days and resets, as people read it
record Facts(
        boolean anything,
        boolean practice,
        boolean bothKinds,
        String zone,
        Kpi today,
        Kpi month,
        Kpi refused,
        Kpi latency,
        Charts charts,
        List<Where> where,
        List<Health> providers) {
    public Facts {
        where = List.copyOf(where);
        providers = List.copyOf(providers);
    }

    /// A card: the figure, and a line that says what to make of it.
    ///
    /// @param share of a cap that is used, in thousandths; -1 without a cap
    public record Kpi(String figure, String line, Mood mood, int share) {
        static Kpi plain(String figure, String line) {
            return new Kpi(figure, line, Mood.CALM, -1);
        }
    }

    public enum Mood {
        CALM,
        WATCH,
        HALTED
    }

    /// A row of "Where the money goes".
    ///
    /// @param sharePermille of the period’s spend
    /// @param change against the period before, in words
    /// @param spark spend per bucket, oldest first
    public record Where(
            String workload,
            String target,
            long calls,
            long nanos,
            int sharePermille,
            String change,
            List<Long> spark) {
        public Where {
            spark = List.copyOf(spark);
        }
    }

    /// One provider of the strip.
    ///
    /// @param state `ok`, `near` or `muted`, as the pills know it
    /// @param word the state’s sign and word
    public record Health(String name, String state, String word, String line) {}
}
