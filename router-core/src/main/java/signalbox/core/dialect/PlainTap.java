package signalbox.core.dialect;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Watches a plain answer: one JSON document, passed on as it comes.
final class PlainTap implements AnswerTap {
    private final Scan scan;
    private final List<String> known;

    PlainTap() {
        this(new AnswerScan(true));
    }

    PlainTap(Scan scan) {
        this(scan, null);
    }

    /// @param known the usage, whatever the answer says; null to read it there
    PlainTap(Scan scan, List<String> known) {
        this.scan = scan;
        this.known = known;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Out out) throws IOException {
        scan.feed(buffer, offset, offset + length);
        out.write(buffer, offset, length);
    }

    @Override
    public void end(Out out) {}

    @Override
    public void breakOff(DialectError error, Out out) {}

    @Override
    public List<String> usage() {
        return known == null ? scan.usage() : known;
    }

    @Override
    public boolean complete() {
        return scan.oneDocument();
    }

    @Override
    public boolean error() {
        return scan.error();
    }

    @Override
    public Optional<UpstreamErrorBody> failure() {
        return scan.failure();
    }

    @Override
    public long deliveredBytes() {
        return scan.contentBytes();
    }

    @Override
    public String model() {
        return scan.model();
    }

    @Override
    public String finish() {
        return scan.finish();
    }

    @Override
    public String tier() {
        return scan.tier();
    }
}
