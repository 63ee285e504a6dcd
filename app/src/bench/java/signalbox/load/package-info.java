/// The benchmark that anyone can run, `./mvnw -Pbench`, and the soak, `./mvnw -Psoak`: a mock provider, nginx as the
/// floor, the built program without a window, a public gateway as the peer, each in a process of its own, and one load
/// generator for all of them. Not part of the product; nothing but the two profiles calls it.
///
/// The load generator is one event loop ({@link signalbox.load.Load}) that neither parses JSON nor keeps more than
/// latencies. Its open loop measures from the instant a request was due, not from when it was sent, so that a server
/// that stalls cannot hide it (coordinated omission). Every run is made against the mock itself too: *added* means
/// through the gateway less direct, in the same minutes.
package signalbox.load;
