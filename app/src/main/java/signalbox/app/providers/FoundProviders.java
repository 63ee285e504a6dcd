package signalbox.app.providers;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.policy.Credential;
import signalbox.core.policy.Lane;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.Provider;
import signalbox.core.policy.Route;
import signalbox.core.policy.Target;
import signalbox.core.price.ShippedModels;
import signalbox.core.vendor.Vendor;
import signalbox.core.vendor.Vendors;

/// Keys in the environment, and providers made of them without a form: the vendor’s usual address and clearance, every
/// model that is known with its price. Thread-safe; [#add] blocks.
public final class FoundProviders {
    private static final String WORKLOAD = "default";

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

    /// Adds the provider, then puts its cheapest kind of model first in the route of the workload `default`.
    public void add(String variable) throws RouterException {
        Vendor vendor = Vendors.ofVariable(variable).orElseThrow();
        var models = ShippedModels.of(vendor.id()).stream().map(known -> known.model().id()).toList();
        var draft =
                new NewProvider(
                        vendor,
                        free(vendor.id()),
                        vendor.wire(),
                        vendor.baseUrl(),
                        new Credential.Environment(variable),
                        vendor.jurisdiction(),
                        vendor.mayTrain(),
                        vendor.clearance(),
                        models,
                        Optional.empty());
        Provider provider = draft.provider(actor, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        router.apply(new PolicyChange.Put(new PolicyChange.Part.OfProvider(provider)), actor, "");
        Optional<Route> route = withFirst(router.policy(), provider);
        if (route.isPresent()) {
            router.apply(new PolicyChange.Put(new PolicyChange.Part.OfRoute(route.get())), actor, "");
        }
    }

    private String free(String wanted) {
        var taken = router.policy().providers().keySet();
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static Optional<Route> withFirst(Policy policy, Provider provider) {
        var workload = policy.workloads().get(WORKLOAD);
        if (workload == null) {
            return Optional.empty();
        }
        var route = policy.routes().get(workload.route());
        var model =
                provider.models().values().stream()
                        .filter(one -> one.modelClass() == ModelClass.COMMODITY)
                        .findFirst()
                        .orElse(provider.models().firstEntry().getValue());
        var lanes = new ArrayList<Lane>();
        lanes.add(new Lane(List.of(new Target(provider.name(), model.id(), 1))));
        lanes.addAll(route.lanes());
        return Optional.of(new Route(route.name(), lanes, route.experiment()));
    }
}
