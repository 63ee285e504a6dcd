package signalbox.core.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Dns;

/// Resolves names and refuses addresses that no provider may have. OkHttp connects to exactly the addresses returned
/// here, so there is no second look-up that could answer differently.
final class AddressGuard {
    private static final Pattern NUMERIC = Pattern.compile("[\\d.]+");

    private final Dns resolver;
    private volatile Set<Integer> ownPorts = Set.of();

    AddressGuard(Dns resolver) {
        this.resolver = resolver;
    }

    void ownPorts(Set<Integer> ports) {
        ownPorts = Set.copyOf(ports);
    }

    /// The resolver of one origin's client.
    ///
    /// @param local whether the operator marked the provider as running in the local network
    Dns of(Origin origin, boolean local) {
        return host -> checked(host, resolver.lookup(host), origin, local);
    }

    /// Checks what OkHttp connects to without asking a resolver: an address in place of a name.
    void demandReachable(Origin origin, boolean local) throws UnknownHostException {
        var host = origin.host().replace("[", "").replace("]", "");
        if (host.contains(":") || NUMERIC.matcher(host).matches()) {
            checked(host, List.of(InetAddress.getByName(host)), origin, local);
        }
    }

    private List<InetAddress> checked(String host, List<InetAddress> addresses, Origin origin, boolean local)
            throws UnknownHostException {
        for (var address : addresses) {
            var problem = problem(AddressClass.of(address), origin, local);
            if (!problem.isEmpty()) {
                throw new Refused(host + " " + problem + "; it is not called.");
            }
        }
        return addresses;
    }

    private String problem(AddressClass kind, Origin origin, boolean local) {
        if (kind == AddressClass.LOOPBACK && ownPorts.contains(origin.port())) {
            return "is Signalbox itself";
        }
        if (origin.loopback()) {
            return kind == AddressClass.LOOPBACK ? "" : "is not on this machine";
        }
        return switch (kind) {
            case PUBLIC -> "";
            case LOOPBACK -> local ? "" : "leads back to this machine, and the provider is not marked local";
            case PRIVATE -> local ? "" : "is in the local network, and the provider is not marked local";
            case FORBIDDEN -> "has an address that no provider can have";
        };
    }

    /// Where a name has several addresses, any bad one refuses the name: a mixed answer gets nothing through.
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /// The operating system's resolver.
    static AddressGuard system() {
        return new AddressGuard(host -> Arrays.asList(InetAddress.getAllByName(host)));
    }
}
