package signalbox.app.providers;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Provider;
import signalbox.core.price.ShippedModels;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// Keys in the environment, and providers made of them without a form: the vendor’s usual address and clearance, every
/// model that is known with its price. Thread-safe; [#add] blocks.
public final class FoundProviders {
    private final Router router;
    private final List<FoundKey> found;
    private final InstantSource clock;
    private final String actor;

    /// @param words variable and last four characters
    public record Found(String variable, String vendor, String words) {}

    public FoundProviders(Router router, Map<String, String> environment, InstantSource clock, String actor) {
        this.clock = clock;
        this.router = router;
        this.found = FoundKey.in(environment);
        this.actor = actor;
    }

    /// Keys of known vendors that no provider uses.
    public List<Found> unused() {
        var used = router.policy().providers().values().stream().map(Provider::credential).toList();
        return found.stream()
                .filter(key -> !used.contains(new Credential.Environment(key.variable())))
                .flatMap(key ->
                        Vendors.ofVariable(key.variable()).stream()
                                .filter(vendor -> !ShippedModels.of(vendor.id()).isEmpty())
                                .map(vendor -> new Found(key.variable(), vendor.display(), key.words())))
                .toList();
    }

    /// Adds the provider and the way to its cheapest kind of model for the workload `default`, as one change: a route
    /// of its own where there was only practice, since the two never mix, else a last lane of the route there is.
    public void add(String variable) throws RouterException {
        Provider provider = provider(Vendors.ofVariable(variable).orElseThrow(), variable);
        router.apply(FirstWay.withLastLane(router.policy(), provider), actor, "");
    }

    private Provider provider(Vendor vendor, String variable) {
        var models = ShippedModels.of(vendor.id()).stream().map(known -> known.model().id()).toList();
        String name = FirstWay.free(vendor.id(), router.policy().providers().keySet());
        var draft = NewProvider.of(vendor, name, new Credential.Environment(variable), models);
        return draft.provider(actor, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
