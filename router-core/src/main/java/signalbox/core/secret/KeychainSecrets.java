package signalbox.core.secret;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Secrets in the system's keychain, as `keychain:NAME`. A call does not wait for a keychain that asks its user: it is
/// given up after a time, and what was found is remembered for a minute, so that a key changed elsewhere is noticed.
/// Thread-safe.
public final class KeychainSecrets implements Secrets {
    private static final String PREFIX = "keychain:";
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Keychain keychain;
    private final Duration patience;
    private final Map<Place, Found> found = new ConcurrentHashMap<>();

    /// What is being asked for: calls that want the same wait together, as each asking leaves a thread behind until the
    /// user has answered the system.
    private final Map<Place, FutureTask<Optional<Secret>>> asking = new ConcurrentHashMap<>();

    private record Place(String name, String origin) {}

    private record Found(Secret secret, long until) {}

    public KeychainSecrets(Keychain keychain) {
        this(keychain, Duration.ofSeconds(3));
    }

    KeychainSecrets(Keychain keychain, Duration patience) {
        this.keychain = keychain;
        this.patience = patience;
    }

    @Override
    public Optional<Secret> find(String reference, String origin) throws SecretException {
        if (!reference.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var place = new Place(reference.substring(PREFIX.length()), origin);
        Found known = found.get(place);
        if (known != null && known.until() - System.nanoTime() > 0) {
            return Optional.of(known.secret());
        }
        return patiently(asking.computeIfAbsent(place, this::ask));
    }

    private FutureTask<Optional<Secret>> ask(Place place) {
        var task = new FutureTask<>(() -> asked(place));
        Thread.ofPlatform().daemon().name("signalbox-keychain").start(task);
        return task;
    }

    private Optional<Secret> asked(Place place) throws SecretException {
        Found before = found.get(place);
        try {
            Optional<Secret> answer = keychain.find(place.name(), place.origin());
            // one that was stored meanwhile is newer than what was read
            found.compute(place, (_, now) -> now == before ? answer.map(KeychainSecrets::fresh).orElse(null) : now);
            return answer;
        } finally {
            asking.remove(place);
        }
    }

    /// Stores a secret, in place of one that is there. May wait until the user has opened the keychain.
    public void store(String name, String origin, char[] secret) throws SecretException {
        var given = Secret.of(secret);
        keychain.store(name, origin, given);
        found.put(new Place(name, origin), fresh(given));
    }

    private static Found fresh(Secret secret) {
        return new Found(secret, System.nanoTime() + REMEMBERED.toNanos());
    }

    private Optional<Secret> patiently(FutureTask<Optional<Secret>> task) throws SecretException {
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SecretException known ? known : Late.refused();
        } catch (TimeoutException late) {
            throw new SecretException(
                    "keychain_waits",
                    "The system's keychain did not answer in time; it may be asking for its password. Unlock it, then"
                            + " try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Late.refused();
        }
    }
}
