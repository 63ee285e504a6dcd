package signalbox.core.proxy;

import java.io.IOException;
import java.util.OptionalInt;

/// The port cannot be had on both loopback addresses. Whoever holds one of them would receive the app keys of clients
/// that reach for it, so the listener starts on none. The message says who holds it, when that can be told, and which
/// port to offer instead; it is never taken without asking.
public final class PortTaken extends IOException {
    private static final long serialVersionUID = 1L;

    private final int port;
    private final String owner;
    private final int nextFree;

    PortTaken(int port, String owner, int nextFree, Throwable cause) {
        super(message(port, owner, nextFree), cause);
        this.port = port;
        this.owner = owner;
        this.nextFree = nextFree;
    }

    public int port() {
        return port;
    }

    /// The program that holds the port, such as `nginx (process 812)`; empty when it cannot be told.
    public String owner() {
        return owner;
    }

    /// The next port that is free on both addresses; empty when none is near.
    public OptionalInt nextFree() {
        return nextFree == 0 ? OptionalInt.empty() : OptionalInt.of(nextFree);
    }

    private static String message(int port, String owner, int nextFree) {
        var by = owner.isEmpty() ? "another program" : owner;
        var instead = nextFree == 0 ? "choose another port" : "use port " + nextFree + ", which is free";
        return "Port " + port + " is in use by " + by + ". Stop that program, or " + instead + ".";
    }
}
