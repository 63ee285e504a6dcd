/// Calls to providers: the upstream client over OkHttp, the practice provider, what errors mean, health and latency. A
/// provider key is attached here and nowhere else, and only for its own origin. The façade's pipeline calls this room;
/// it calls `secret` for keys and nothing above it.
///
/// Decisions:
///
/// - OkHttp is de-fanged (guarantees.md D3): no redirects, no retries, one-shot bodies, no proxy, no transparent gzip,
///   no cookies. One attempt is one request on the wire, so one reservation is at most one bill.
/// - OkHttp's own read, write and call time-outs are off: each costs per token. One coarse ticker ends what takes too
///   long.
/// - One client per origin, so that HTTP/2 coalescing cannot carry one provider's call over another's connection.
/// - Request and response headers are built from allow-lists; header values and bodies never reach a log or a message.
/// - Error bodies and the practice provider read JSON with Jackson's streaming parser, bounded.
///
/// Threads: [signalbox.core.provider.Upstream#send] and reading block the calling thread; every public type is
/// thread-safe; cancelling works from any thread.
package signalbox.core.provider;
