package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.List;
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

    /// A roll-up's rows of this group that begin in `[from, to)`, as what follows SQL's `from`. The tables' keys begin
    /// with the start and the workload, so one workload's rows are looked up start by start instead of read past.
    Rows rows(String table, long unit, long from, long to) {
        var values = new ArrayList<Long>();
        var sql = new StringBuilder();
        if (workload == ANY) {
            values.addAll(List.of(from, to));
            sql.append(table).append(" use where use.start_ms >= ? and use.start_ms < ?");
        } else {
            values.addAll(List.of(from, to - 1, unit, (long) workload));
            sql.append("system_range(?, ?, ?) span join ")
                    .append(table)
                    .append(" use on use.start_ms = span.x and use.workload = ?");
        }
        also(sql, values, "provider", provider);
        also(sql, values, "model", model);
        also(sql, values, "app_key", key);
        also(sql, values, "team", team);
        return new Rows(sql.toString(), List.copyOf(values));
    }

    private static void also(StringBuilder sql, List<Long> values, String column, int number) {
        if (number != ANY) {
            sql.append(" and use.").append(column).append(" = ?");
            values.add((long) number);
        }
    }

    /// @param values of the question marks, in order
    record Rows(String sql, List<Long> values) {}
}
