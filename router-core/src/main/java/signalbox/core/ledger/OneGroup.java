package signalbox.core.ledger;

import java.util.Optional;

/// What sums of one named group stand under, as numbers of names; -1 where any will do.
record OneGroup(int workload, int provider, int model, int key, int team) {
    private static final int ANY = -1;
    private static final String BETWEEN_NAMES = " › ";
    static final OneGroup ALL = new OneGroup(ANY, ANY, ANY, ANY, ANY);

    /// @param name as in [Ledger.Spend#group]
    /// @return nothing when no call was ever told apart by that name
    static Optional<OneGroup> of(NameTable names, Ledger.Group group, String name) {
        int number = names.number(name);
        Optional<OneGroup> found =
                switch (group) {
                    case NONE -> Optional.of(ALL).filter(_ -> name.isEmpty());
                    case WORKLOAD -> Optional.of(new OneGroup(number, ANY, ANY, ANY, ANY));
                    case PROVIDER -> Optional.of(new OneGroup(ANY, number, ANY, ANY, ANY));
                    case KEY -> Optional.of(new OneGroup(ANY, ANY, ANY, number, ANY));
                    case TEAM -> Optional.of(new OneGroup(ANY, ANY, ANY, ANY, number));
                    case MODEL -> target(names, ANY, name);
                    case WORKLOAD_AND_MODEL -> {
                        int end = name.indexOf(BETWEEN_NAMES);
                        int workload = end < 0 ? ANY : names.number(name.substring(0, end));
                        yield workload < 0
                                ? Optional.empty()
                                : target(names, workload, name.substring(end + BETWEEN_NAMES.length()));
                    }
                };
        return found.filter(one -> group == Ledger.Group.NONE || !one.equals(ALL));
    }

    /// A provider's name has no slash, a model's may have.
    private static Optional<OneGroup> target(NameTable names, int workload, String target) {
        if (target.equals("none")) {
            return Optional.of(new OneGroup(workload, names.number(""), ANY, ANY, ANY))
                    .filter(one -> one.provider >= 0);
        }
        int slash = target.indexOf('/');
        int provider = slash < 0 ? ANY : names.number(target.substring(0, slash));
        int model = names.number(target.substring(slash + 1));
        return Optional.of(new OneGroup(workload, provider, model, ANY, ANY))
                .filter(one -> one.provider >= 0 && one.model >= 0);
    }

    boolean holds(RollUps.Place place) {
        return fits(workload, place.workload())
                && fits(provider, place.provider())
                && fits(model, place.model())
                && fits(key, place.key())
                && fits(team, place.team());
    }

    private static boolean fits(int asked, int number) {
        return asked == ANY || asked == number;
    }

    /// How a roll-up's starts and packed sums are asked for that begin between two instants, the second excluded, and
    /// may be of this group. Of hours and days one workload's are looked up start by start instead of read past.
    String sql(Tier tier) {
        if (workload == ANY || tier == Tier.MINUTE) {
            return "select start_ms, sums from " + tier.table() + " where start_ms >= ? and start_ms < ?";
        }
        return ("select use.start_ms, use.sums from system_range(?, ? - 1, %d) span join %s use on use.start_ms ="
                        + " span.x and use.names = %d")
                .formatted(tier.millis(), tier.table(), tier.slice(workload));
    }
}
