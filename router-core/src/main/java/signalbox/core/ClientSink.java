package signalbox.core;

import java.io.IOException;
import java.util.List;

/// Where a call's answer goes. The listener implements it over a socket. Used by one thread at a time, apart from
/// [#onGone], whose action may run on any thread.
public interface ClientSink {
    /// A response header; names in lower case.
    record Header(String name, String value) {}

    /// A whole answer in one write.
    void reply(int status, List<Header> headers, byte[] body) throws IOException;

    /// Starts a streamed answer. Its head leaves with the first piece, which must follow at once; an empty one will do.
    void begin(int status, List<Header> headers) throws IOException;

    /// Writes a piece of a streamed answer and flushes it; waits while the client reads too slowly.
    ///
    /// @throws IOException when the client has gone
    void write(byte[] buffer, int offset, int length) throws IOException;

    /// Ends a streamed answer properly.
    void end() throws IOException;

    /// Ends a streamed answer by closing the connection, so that the client cannot take it for complete.
    void abort();

    /// Runs `action` once, as soon as the client has gone (at once when it already has). Setting a new action replaces
    /// the one before; null clears it.
    void onGone(Runnable action);
}
