package signalbox.core.budget;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.Scope;
import signalbox.core.policy.Window;

/// What outlives a simulated router: the journal's movements, the ledger's rows, halts, bumps and the policy. Its store
/// refuses, crashes before or after a write became durable, and lets other calls happen while a write is under way.
final class SimWorld implements EscrowStore {
    record Key(String budget, Instant window) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = budget.compareTo(other.budget);
            return byName != 0 ? byName : window.compareTo(other.window);
        }
    }

    /// The router dies here.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    final Map<Key, Long> moved = new HashMap<>();
    final Map<Key, Long> charged = new HashMap<>();
    final Map<Key, List<Bump>> bumps = new HashMap<>();
    final Map<Key, Instant> halted = new HashMap<>();

    /// The highest cap in force when escrow was asked for.
    final Map<Key, Long> capWhenAsked = new HashMap<>();

    final Map<String, Budget> policy = new LinkedHashMap<>();

    /// Rows on their way to the journal; a crash loses them.
    final List<Charge> queued = new ArrayList<>();

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("America/St_Johns"));

    private final SplittableRandom random;

    /// What else happens while a write is under way.
    Runnable meanwhile = () -> {};

    boolean failing;
    boolean crashing;
    int refusals;
    int crashes;

    /// A planted fault: forget this share of movements into escrow, in percent.
    int forgetting;

    SimWorld(SplittableRandom random) {
        this.random = random;
    }

    /// Four budgets whose scopes overlap, with small caps.
    static Map<String, Budget> policy(SplittableRandom random) {
        var policy = new LinkedHashMap<String, Budget>();
        List<Scope> scopes =
                List.of(
                        new Scope.Everything(),
                        new Scope.OfWorkload("etl"),
                        new Scope.OfTeam("data"),
                        new Scope.OfModel("acme", "large"));
        for (Scope scope : scopes) {
            AtLimit atLimit = AtLimit.values()[Math.max(0, random.nextInt(8) - 5)];
            Measure measure = Measure.values()[Math.max(0, random.nextInt(6) - 3)];
            Window window = Window.values()[random.nextInt(Window.values().length)];
            long cap = measure == Measure.CALLS ? 3 + random.nextInt(12) : 20 + random.nextInt(200);
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            String name = "b" + policy.size();
            policy.put(name, new Budget(name, scope, measure, cap, window, zone, List.of(80), atLimit));
        }
        return policy;
    }

    @Override
    public void move(List<Movement> movements) throws LedgerUnavailable {
        for (Movement each : movements) {
            if (policy.containsKey(each.budget())) {
                var key = new Key(each.budget(), each.window());
                capWhenAsked.merge(key, cap(key), Math::max);
            }
        }
        meanwhile.run();
        maybeCrash();
        if (failing) {
            refusals++;
            throw new LedgerUnavailable("the disk is full", null);
        }
        for (Movement each : movements) {
            if (each.amount() <= 0 || random.nextInt(100) >= forgetting) {
                moved.merge(new Key(each.budget(), each.window()), each.amount(), Long::sum);
            }
        }
        maybeCrash();
        meanwhile.run();
    }

    private void maybeCrash() {
        if (crashing && random.nextInt(100) < 3) {
            crashes++;
            throw new Crash();
        }
    }

    long moved(Key key) {
        return moved.getOrDefault(key, 0L);
    }

    long charged(Key key) {
        return charged.getOrDefault(key, 0L);
    }

    long cap(Key key) {
        return policy.get(key.budget()).cap()
                + bumps.getOrDefault(key, List.of()).stream().mapToLong(Bump::amount).sum();
    }

    void writeRows() {
        queued.forEach(each -> charged.merge(new Key(each.budget(), each.window()), each.amount(), Long::sum));
        queued.clear();
    }

    List<Recovered> recovered() {
        var keys = new TreeSet<>(moved.keySet());
        keys.addAll(charged.keySet());
        keys.addAll(bumps.keySet());
        return keys.stream()
                .map(key ->
                        new Recovered(
                                key.budget(),
                                key.window(),
                                charged(key),
                                moved(key),
                                bumps.getOrDefault(key, List.of()),
                                halted.get(key)))
                .toList();
    }

    /// Writes halts down as they are told.
    BudgetListener journal() {
        return new BudgetListener() {
            @Override
            public void halted(BudgetStatus status, String workload, Instant at) {
                halted.put(new Key(status.budget().name(), status.windowStart()), status.haltedSince());
            }

            @Override
            public void resumed(BudgetStatus status, Instant at) {
                halted.remove(new Key(status.budget().name(), status.windowStart()));
            }
        };
    }
}
