package signalbox.core.provider;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// What kind of place an address is, for the guard against calls into the local network (guarantees.md 2.6). Ranges
/// from the IANA special-purpose registries.
enum AddressClass {
    PUBLIC,
    /// This machine.
    LOOPBACK,
    /// A local network: reachable only for providers that the operator marked local.
    PRIVATE,
    /// Never called: link-local and metadata services, multicast, unspecified, reserved, tunnels that hide an address.
    FORBIDDEN;

    /// @param length leading bits that must match
    private record Range(byte[] prefix, int length, AddressClass addressClass) {
        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < length; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (prefix[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// The first range that holds an address decides.
    private static final List<Range> RANGES =
            List.of(
                    range("127.0.0.0", 8, LOOPBACK),
                    range("::1", 128, LOOPBACK),
                    range("100.100.100.200", 32, FORBIDDEN), // metadata at Alibaba Cloud
                    range("168.63.129.16", 32, FORBIDDEN), // the host's own service at Azure
                    range("fd00:ec2::", 32, FORBIDDEN), // metadata at AWS
                    range("fd20:ce::254", 128, FORBIDDEN), // metadata at Google Cloud
                    range("10.0.0.0", 8, PRIVATE),
                    range("100.64.0.0", 10, PRIVATE),
                    range("172.16.0.0", 12, PRIVATE),
                    range("192.168.0.0", 16, PRIVATE),
                    range("fc00::", 7, PRIVATE),
                    range("0.0.0.0", 8, FORBIDDEN),
                    range("169.254.0.0", 16, FORBIDDEN),
                    range("192.0.0.0", 24, FORBIDDEN),
                    range("192.0.2.0", 24, FORBIDDEN),
                    range("192.88.99.0", 24, FORBIDDEN),
                    range("198.18.0.0", 15, FORBIDDEN),
                    range("198.51.100.0", 24, FORBIDDEN),
                    range("203.0.113.0", 24, FORBIDDEN),
                    range("224.0.0.0", 3, FORBIDDEN),
                    range("2001::", 23, FORBIDDEN),
                    range("2001:db8::", 32, FORBIDDEN),
                    range("2002::", 16, FORBIDDEN),
                    range("3fff::", 20, FORBIDDEN),
                    range("2000::", 3, PUBLIC),
                    range("::", 0, FORBIDDEN),
                    range("0.0.0.0", 0, PUBLIC));

    private static final Range NAT64 = range("64:ff9b::", 96, PUBLIC);

    static AddressClass of(InetAddress address) {
        var bytes = address.getAddress();
        var embedded = embedded(bytes);
        if (embedded != null) {
            return of(embedded);
        }
        for (var range : RANGES) {
            if (range.holds(bytes)) {
                return range.addressClass();
            }
        }
        return FORBIDDEN;
    }

    /// The IPv4 address that a NAT64 address stands for; networks without IPv4 reach every IPv4 host that way. Mapped
    /// addresses (`::ffff:…`) are IPv4 addresses to the JDK already.
    private static InetAddress embedded(byte[] bytes) {
        if (!NAT64.holds(bytes)) {
            return null;
        }
        try {
            return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static Range range(String literal, int length, AddressClass addressClass) {
        return new Range(InetAddress.ofLiteral(literal).getAddress(), length, addressClass);
    }
}
