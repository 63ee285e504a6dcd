package signalbox.core.proxy;

import java.time.Duration;

/// The listener's bounds. [#standard] is what ships; tests shorten the times.
///
/// @param maxBody largest request body, in bytes
/// @param head from the first byte of a request (or from accepting the connection) to the end of its headers
/// @param bodyIdle longest pause between two pieces of a body
/// @param request from the first byte of a request to the last of its body
/// @param keptIdle how long a connection may wait for its next request
/// @param slowReader how long a call waits for a client that does not read before it gives the client up
/// @param calls calls in work at a time, each on its own thread; beyond it 503
/// @param connections open connections; beyond it new ones are closed
public record ProxyLimits(
        int maxBody,
        Duration head,
        Duration bodyIdle,
        Duration request,
        Duration keptIdle,
        Duration slowReader,
        int calls,
        int connections) {

    /// What ships: 32 MiB, 10 s, 30 s, 120 s, 5 min, 60 s, 1024 calls, 2048 connections.
    public static ProxyLimits standard() {
        return new ProxyLimits(
                32 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                1024,
                2048);
    }
}
