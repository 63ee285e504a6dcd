package signalbox.core.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which providers and models are well: a breaker each, fed by every attempt. The planner sees it through
/// [#coolingUntil]; the pipeline asks [#admit] right before it sends, so that only one call probes a target that was
/// ill. Thread-safe; while everything is well, all of it costs a look into an empty map.
public final class Health {
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    public Health() {}

    /// Something that is not tried for now.
    ///
    /// @param target `provider` or `provider/model`
    /// @param reason why, with the provider's sentence
    public record Condition(String target, Finding reason, Instant until) {}

    /// Whether an attempt may go out now. Each admitted attempt must be told of with [#succeeded], [#failed] or
    /// [#released].
    public boolean admit(String provider, String model, Instant now) {
        var whole = breakers.get(provider);
        var one = breakers.get(key(provider, model));
        if (whole != null && !whole.admit(now)) {
            return false;
        }
        if (one != null && !one.admit(now)) {
            if (whole != null) {
                whole.release();
            }
            return false;
        }
        return true;
    }

    /// An attempt was answered.
    ///
    /// @return whether provider or model is well again after an illness
    public boolean succeeded(String provider, String model) {
        return well(provider) | well(key(provider, model));
    }

    /// An attempt failed. What only says something about the call (a client's mistake, a policy refusal, a prompt too
    /// long) counts as a sign of life.
    ///
    /// @return whether provider or model is ill from now on and was not before
    public boolean failed(String provider, String model, Finding finding, Instant now) {
        switch (finding.errorClass()) {
            case CANCELLED, LOCKED -> released(provider, model);
            case CLIENT_MISTAKE, POLICY, CONTEXT_TOO_LONG -> succeeded(provider, model);
            default -> {
                return ill(provider, model, finding, now);
            }
        }
        return false;
    }

    private boolean ill(String provider, String model, Finding finding, Instant now) {
        var target = key(provider, model);
        if (finding.wholeProvider()) {
            release(target);
            return breaker(provider).failed(finding, now);
        }
        switch (finding.errorClass()) {
            case TIMEOUT, BROKEN -> release(provider);
            default -> well(provider); // it answered: the account and the connection are fine
        }
        return breaker(target).failed(finding, now);
    }

    /// An admitted attempt ended without saying anything about the provider.
    public void released(String provider, String model) {
        release(provider);
        release(key(provider, model));
    }

    /// The operator acted (a new key, resumed): everything about this provider is forgotten.
    public void forget(String provider) {
        breakers.keySet().removeIf(target -> target.equals(provider) || target.startsWith(provider + "/"));
    }

    /// Targets that should not be tried before an instant, as [signalbox.core.plan.LiveView] takes them.
    public Map<String, Instant> coolingUntil(Instant now) {
        if (breakers.isEmpty()) {
            return Map.of();
        }
        var cooling = new HashMap<String, Instant>();
        breakers.forEach((target, breaker) -> {
            var open = breaker.open(now);
            if (open != null) {
                cooling.put(target, open.until());
            }
        });
        return cooling;
    }

    /// The same with reasons, ordered by target.
    public List<Condition> conditions(Instant now) {
        var conditions = new ArrayList<Condition>();
        breakers.forEach((target, breaker) -> {
            var open = breaker.open(now);
            if (open != null) {
                conditions.add(new Condition(target, open.reason(), open.until()));
            }
        });
        conditions.sort(Comparator.comparing(Condition::target));
        return List.copyOf(conditions);
    }

    private Breaker breaker(String target) {
        return breakers.computeIfAbsent(target, _ -> new Breaker());
    }

    private boolean well(String target) {
        var breaker = breakers.get(target);
        return breaker != null && breaker.succeeded();
    }

    private void release(String target) {
        var breaker = breakers.get(target);
        if (breaker != null) {
            breaker.release();
        }
    }

    private static String key(String provider, String model) {
        return provider + "/" + model;
    }
}
