/// The listener: one HTTP/1.1 port on this machine's two loopback addresses, for apps that speak OpenAI Chat or
/// Anthropic Messages. It checks, authenticates and bounds a request, hands it to [signalbox.core.Router#call], and
/// relays the answer piece by piece. It decides nothing about money or routes.
///
/// Who may call it: the program's entry points, through [signalbox.core.proxy.ProxyServer]. It knows the façade
/// `signalbox.core`, error bodies from `dialect`, and `policy` names; nothing of the rooms behind the façade.
///
/// Order of a request: [signalbox.core.proxy.FramingGuard] (bytes) → Netty's `HttpRequestDecoder` →
/// [signalbox.core.proxy.Gate] (rules, key, body) → a worker thread → [signalbox.core.proxy.CallSink].
///
/// Threads: everything about a connection runs on its event loop and is confined to it, but for a call itself, which
/// runs on a platform thread of a bounded pool and reaches the connection only through its sink, where it writes and
/// waits for a slow client; an event loop never waits.
///
/// Decisions:
///
/// - Netty decodes leniently what it cannot represent afterwards (folded headers, chunk extensions), so the guard reads
///   the bytes first and accepts a strict subset of the grammar; what it lets through, Netty reads the same way.
/// - One request at a time on a connection. Bytes that arrive while a request is in work are dropped unread and the
///   connection closes after the answer, so a smuggled second request is never executed. The socket is still read, or a
///   client that leaves would go unnoticed.
/// - The key is checked before the body is read: a stranger cannot make us hold bytes.
/// - Who is refused for the key is noted by what it calls itself, in memory ([signalbox.core.UnknownCallers]), so that
///   the operator can give it one. It is done after the refusal is certain and costs nobody else anything.
/// - An answer leaves on the thread that has it ([signalbox.core.proxy.Outlet]), not by the event loop: waking that for
///   each piece was a quarter of a slow stream's cost, more than Netty's epoll transport saves over the JDK's channels,
///   which alone are safe to write to while another thread closes them.
/// - There is no route for administration, metrics or files, no CORS, and no switch for the host check.
package signalbox.core.proxy;
