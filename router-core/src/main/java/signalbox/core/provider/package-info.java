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
/// - How long an attempt may take grows with what it has to do ([signalbox.core.provider.Deadlines]). What the operator
///   states for a provider ([signalbox.core.policy.TimeLimits]) holds as it is: a limit that grew by itself would not
///   be the one that was set.
/// - One client per origin, so that HTTP/2 coalescing cannot carry one provider's call over another's connection.
/// - Request and response headers are built from allow-lists; header values and bodies never reach a log or a message.
/// - The Claude program is one process a call, contained ([signalbox.core.provider.CliUpstream]). What it is given goes
///   over standard input only. Its system prompt is a fixed sentence: an argument would be readable by every process of
///   the machine, and a file could be left behind by a crash; so the caller's instructions stand at the top of the
///   turn.
/// - Ollama's own API is not spoken: what it has more (`num_ctx`, `keep_alive`) is set where Ollama runs, once, instead
///   of with each call, where another value reloads the model.
/// - Error bodies and the practice provider read JSON with Jackson's streaming parser, bounded.
///
/// Threads: [signalbox.core.provider.Upstream#send] and reading block the calling thread; every public type is
/// thread-safe; cancelling works from any thread.
package signalbox.core.provider;
