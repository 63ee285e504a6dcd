package signalbox.app.privacy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.app.live.Reading;
import signalbox.core.Router;
import signalbox.core.ledger.Ledger.PiiDay;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Tripwire.Action;
import signalbox.core.policy.Workload;

/// State of the privacy screen. FX thread; the ledger is read and texts are scanned in the background.
public final class PrivacyModel {
    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final byte[] key = new byte[32];
    private final ReadOnlyObjectWrapper<Policy> policy = new ReadOnlyObjectWrapper<>(Policy.EMPTY);
    private final ReadOnlyObjectWrapper<Week> week = new ReadOnlyObjectWrapper<>(Week.NOTHING);
    private final ReadOnlyObjectWrapper<Exception> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Tested> tested = new ReadOnlyObjectWrapper<>(Tested.NOTHING);
    private final Reading<Week> reading;
    private long asked;

    /// Findings of the last seven days.
    ///
    /// @param sums by what was done; practice calls left out
    /// @param kinds the same by kind, in alphabetical order
    /// @param practice findings in practice calls
    record Week(Map<Action, Long> sums, Map<String, Map<Action, Long>> kinds, long practice) {
        static final Week NOTHING = new Week(Map.of(), Map.of(), 0);

        static Week of(List<PiiDay> days) {
            var sums = new EnumMap<Action, Long>(Action.class);
            var kinds = new TreeMap<String, Map<Action, Long>>();
            long practice = 0;
            for (PiiDay day : days) {
                if (day.practice()) {
                    practice += day.findings();
                } else {
                    sums.merge(day.action(), day.findings(), Long::sum);
                    kinds.computeIfAbsent(day.kind(), kind -> new EnumMap<>(Action.class))
                            .merge(day.action(), day.findings(), Long::sum);
                }
            }
            return new Week(sums, new LinkedHashMap<>(kinds), practice);
        }
    }

    public PrivacyModel(Router router, Background background, InstantSource clock) {
        this.router = router;
        this.background = background;
        this.clock = clock;
        new SecureRandom().nextBytes(key);
        reading = new Reading<>(background, this::readWeek, this::took, problem::set);
    }

    ReadOnlyObjectProperty<Policy> policy() {
        return policy.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Week> week() {
        return week.getReadOnlyProperty();
    }

    /// What kept the ledger from being read; null when nothing did.
    ReadOnlyObjectProperty<Exception> problem() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Tested> tested() {
        return tested.getReadOnlyProperty();
    }

    Instant now() {
        return clock.instant();
    }

    /// Reads the policy and the last seven days.
    void refresh() {
        policy.set(router.policy());
        reading.refresh();
    }

    private Week readWeek() {
        Instant now = clock.instant();
        return Week.of(router.ledger().pii(now.minus(Duration.ofDays(7)), now));
    }

    private void took(Week read) {
        problem.set(null);
        week.set(read);
    }

    /// Scans a text as calls of a workload are; only the newest answer counts.
    void test(String workload, String text) {
        long mine = ++asked;
        Policy now = router.policy();
        Workload of = now.workloads().get(workload);
        if (of == null || text.isEmpty()) {
            tested.set(Tested.NOTHING);
            return;
        }
        background.run(
                () -> Tested.of(now, of, text, key),
                result -> {
                    if (mine == asked) {
                        tested.set(result);
                    }
                },
                problem::set);
    }
}
