package signalbox.app.providers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.app.live.Reading;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.core.Router;
import signalbox.core.Router.ProviderTest;
import signalbox.core.RouterEvent;
import signalbox.core.RouterException;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Scope;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// State and actions of the providers screen. FX thread; the router is asked in the background.
public final class ProvidersModel {
    private final Router router;
    private final Background background;
    private final InstantSource clock;
    private final String actor;
    private final List<FoundKey> found;
    private final PricesModel prices;
    private final ReadOnlyObjectWrapper<List<ProviderFacts>> providers = new ReadOnlyObjectWrapper<>();
    private final Reading<List<ProviderFacts>> reading;
    private final ReadOnlyBooleanWrapper vaultLocked = new ReadOnlyBooleanWrapper();
    private final Reading<Boolean> vaultReading;
    private Consumer<Exception> unread = failure -> {};

    /// @param environment where keys are looked for, as the router looks them up
    public ProvidersModel(
            Router router, Background background, InstantSource clock, String actor, Map<String, String> environment) {
        this.router = router;
        this.background = background;
        this.clock = clock;
        this.actor = actor;
        this.found = FoundKey.in(environment);
        this.prices = new PricesModel(router, background, actor);
        this.reading = new Reading<>(background, this::read, providers::set, failure -> unread.accept(failure));
        this.vaultReading =
                new Reading<>(
                        background,
                        () -> router.vault().status().locked(),
                        vaultLocked::set,
                        failure -> unread.accept(failure));
    }

    /// Models and their prices.
    PricesModel prices() {
        return prices;
    }

    Instant now() {
        return clock.instant();
    }

    /// The cards; null until the first reading.
    ReadOnlyObjectProperty<List<ProviderFacts>> providers() {
        return providers.getReadOnlyProperty();
    }

    /// Whether calls that need a key of the vault are refused until somebody unlocks it.
    ReadOnlyBooleanProperty vaultLocked() {
        return vaultLocked.getReadOnlyProperty();
    }

    /// @param password emptied by this
    void unlockVault(char[] password, Runnable done, Consumer<Exception> failed) {
        act(
                () -> {
                    try {
                        router.vault().unlock(password);
                    } finally {
                        Arrays.fill(password, '\0');
                    }
                    return password;
                },
                unlocked -> done.run(),
                failed);
    }

    /// Keys in the environment.
    List<FoundKey> found() {
        return found;
    }

    /// Keys in the environment of vendors that no provider here uses yet.
    List<FoundKey> unused() {
        var used = router.policy().providers().values().stream().map(Provider::credential).toList();
        return found.stream()
                .filter(key -> Vendors.ofVariable(key.variable()).isPresent())
                .filter(key -> !used.contains(new Credential.Environment(key.variable())))
                .toList();
    }

    boolean exists(String name) {
        return router.policy().providers().containsKey(name);
    }

    /// The list price of a vendor’s model in words; empty when none is known.
    String listed(Vendor vendor, String model) {
        return vendor.local() ? "" : PriceWords.listed(router.prices(), vendor.id(), model, clock.instant());
    }

    void refresh(Consumer<Exception> failed) {
        unread = failed;
        reading.refresh();
        vaultReading.refresh();
    }

    /// Adds a provider, then stores its key when one was pasted; both or neither.
    ///
    /// @param pasted the key; emptied by this; null for none
    /// @param done gets the change that takes the provider away again
    void add(NewProvider draft, char[] pasted, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    var provider = draft.provider(actor, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
                    var undo = router.apply(FirstWay.adding(router.policy(), provider), actor, "");
                    if (pasted != null) {
                        storeOrTakeBack(draft.name(), pasted, undo);
                    }
                    return undo;
                },
                undo -> finished(() -> done.accept(undo), failed),
                failed);
    }

    /// Whether the workload that every installation begins with calls a provider.
    boolean firstCalls(String provider) {
        return FirstWay.leadsTo(router.policy(), provider);
    }

    /// Stores a new key for a provider that keeps its key in the vault.
    void storeKey(String secretName, char[] pasted, Runnable done, Consumer<Exception> failed) {
        act(
                () -> {
                    try {
                        router.storeSecret(secretName, pasted);
                    } finally {
                        Arrays.fill(pasted, '\0');
                    }
                    return secretName;
                },
                stored -> done.run(),
                failed);
    }

    void pause(Provider provider, boolean paused, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        act(() -> router.apply(put(provider.withPaused(paused)), actor, ""), done, failed);
    }

    /// Removes a provider that nothing names any more.
    ///
    /// @param failed gets `provider_in_use` with a sentence that says what names it
    void remove(Provider provider, Consumer<PolicyChange> done, Consumer<Exception> failed) {
        act(
                () -> {
                    refuseWhileUsed(router.policy(), provider.name());
                    return router.apply(new PolicyChange.Remove(new PolicyChange.Part.OfProvider(provider)), actor, "");
                },
                done,
                failed);
    }

    void undo(PolicyChange undo, Consumer<Exception> failed) {
        act(() -> router.apply(undo, actor, ""), done -> {}, failed);
    }

    /// Makes one small call that is billed like any other.
    void test(String provider, String model, Consumer<ProviderTest> done, Consumer<Exception> failed) {
        act(() -> router.testProvider(provider, model), done, failed);
    }

    private List<ProviderFacts> read() {
        var health = router.health();
        var traffic = Traffic.read(router.ledger(), clock.instant());
        return router.policy().providers().values().stream()
                .sorted(Comparator.comparing(Provider::practice)) // what is real comes first
                .map(provider ->
                        facts(
                                provider,
                                Optional.ofNullable(health.get(provider.name())),
                                traffic.getOrDefault(provider.name(), Traffic.NONE)))
                .toList();
    }

    private ProviderFacts facts(Provider provider, Optional<RouterEvent.ProviderHealth> health, Traffic traffic) {
        var cooling = health.filter(one -> !one.cooling().isEmpty());
        var state =
                provider.paused()
                        ? ProviderFacts.State.PAUSED
                        : cooling.isPresent() ? ProviderFacts.State.COOLING : ProviderFacts.State.OK;
        var models = new ArrayList<ProviderFacts.Priced>();
        for (var model : provider.models().values()) {
            models.add(
                    new ProviderFacts.Priced(
                            model.id(),
                            PriceWords.of(router.prices(), provider, model, clock.instant()),
                            PriceWords.source(router.prices(), provider, model, clock.instant())));
        }
        return new ProviderFacts(
                provider,
                state,
                cooling.map(RouterEvent.ProviderHealth::cooling).orElse(""),
                cooling.map(RouterEvent.ProviderHealth::until).orElse(null),
                models,
                traffic);
    }

    private void storeOrTakeBack(String name, char[] pasted, PolicyChange undo) throws RouterException {
        try {
            router.storeSecret(name, pasted);
        } catch (RouterException refused) {
            router.apply(undo, actor, Text.of("providers.add.taken_back"));
            throw refused;
        } finally {
            Arrays.fill(pasted, '\0');
        }
    }

    private static void refuseWhileUsed(Policy policy, String name) throws RouterException {
        var routes =
                policy.routes().values().stream()
                        .filter(route -> route.targets().stream().anyMatch(target -> target.provider().equals(name)))
                        .map(route -> Text.of("providers.used.route", route.name()));
        var budgets =
                policy.budgets().values().stream()
                        .filter(budget -> counts(budget.scope(), name))
                        .map(budget -> Text.of("providers.used.budget", budget.name()));
        var users = Stream.concat(routes, budgets).toList();
        if (!users.isEmpty()) {
            throw new RouterException("provider_in_use", Text.of("providers.used", name, Sentences.list(users)));
        }
    }

    private static boolean counts(Scope scope, String provider) {
        return switch (scope) {
            case Scope.OfProvider(String name) -> name.equals(provider);
            case Scope.OfModel(String name, String model) -> name.equals(provider);
            default -> false;
        };
    }

    private static PolicyChange put(Provider provider) {
        return new PolicyChange.Put(new PolicyChange.Part.OfProvider(provider));
    }

    private interface Action<T> {
        T run() throws RouterException;
    }

    private <T> void act(Action<T> action, Consumer<T> done, Consumer<Exception> failed) {
        background.run(action::run, result -> finished(() -> done.accept(result), failed), failed);
    }

    private void finished(Runnable then, Consumer<Exception> failed) {
        refresh(failed);
        then.run();
    }
}
