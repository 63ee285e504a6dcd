package signalbox.core.dialect.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.DialectError;
import signalbox.core.dialect.UpstreamErrorBody;
import signalbox.core.dialect.WrappingTap;

/// Counts an answer in the provider's own format and hands it on in the client's. An answer that cannot be read is a
/// failure of the provider.
final class TranslatingTap implements WrappingTap {
    private static final byte[] UNREADABLE =
            "The provider's answer could not be read.".getBytes(StandardCharsets.US_ASCII);

    private final AnswerTap counting;
    private final Carrier carrier;

    /// Brings an answer from one format into the other.
    interface Carrier {
        void take(byte[] bytes, int offset, int length);

        /// The provider's answer has come to its proper end.
        void end();

        /// What is ready for the client.
        byte[] ready();

        boolean unreadable();

        /// What tells the client that its answer broke off; empty when only a cut connection can.
        byte[] brokenOff(DialectError error);
    }

    TranslatingTap(AnswerTap counting, Carrier carrier) {
        this.counting = counting;
        this.carrier = carrier;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Out out) throws IOException {
        counting.accept(buffer, offset, length, this::carry);
        handOn(out);
    }

    @Override
    public void end(Out out) throws IOException {
        counting.end(this::carry);
        if (counting.complete() && !error()) {
            carrier.end();
        }
        handOn(out);
    }

    private void carry(byte[] bytes, int offset, int length) {
        if (!error()) {
            carrier.take(bytes, offset, length);
        }
    }

    private void handOn(Out out) throws IOException {
        byte[] bytes = carrier.ready();
        if (bytes.length > 0) {
            out.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void breakOff(DialectError error, Out out) throws IOException {
        byte[] event = carrier.brokenOff(error);
        out.write(event, 0, event.length);
    }

    @Override
    public boolean complete() {
        return counting.complete() && !carrier.unreadable();
    }

    @Override
    public boolean error() {
        return counting.error() || carrier.unreadable();
    }

    @Override
    public Optional<UpstreamErrorBody> failure() {
        return carrier.unreadable() && !counting.error()
                ? Optional.of(UpstreamErrorBody.read(UNREADABLE))
                : counting.failure();
    }

    @Override
    public AnswerTap inner() {
        return counting;
    }
}
