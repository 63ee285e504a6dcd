package signalbox.app.demo;

import java.util.List;
import signalbox.core.ClientSink;

/// A client that takes every answer and keeps nothing of it.
final class NoClient implements ClientSink {
    @Override
    public void reply(int status, List<Header> headers, byte[] body) {
        // taken
    }

    @Override
    public void begin(int status, List<Header> headers) {
        // taken
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        // taken
    }

    @Override
    public void end() {
        // taken
    }

    @Override
    public void abort() {
        // taken
    }

    @Override
    public void onGone(Runnable action) {
        // it never leaves
    }
}
