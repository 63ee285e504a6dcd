package signalbox.core.past;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import signalbox.core.ledger.UsageExport;
import signalbox.core.ledger.UsageExportException;
import signalbox.core.price.Usage;

/// A provider's own export, which has sums of a day: the columns are those that [UsageExport] knows.
final class DaySums implements Format {
    @Override
    public PastTool tool() {
        return PastTool.EXPORT;
    }

    @Override
    public boolean knows(Fields row) {
        try {
            new UsageExport.Rows(List.copyOf(row.row().keySet()));
            return true;
        } catch (UsageExportException e) {
            return false;
        }
    }

    @Override
    public Rows open(Seen seen, Out out) {
        return row -> out.call(call(row));
    }

    private static PastCall call(Fields row) throws BadRowException {
        UsageExport.Row read;
        try {
            var rows = new UsageExport.Rows(List.copyOf(row.row().keySet()));
            read = rows.row(1, new ArrayList<>(row.row().values()));
        } catch (UsageExportException e) {
            throw new BadRowException("a figure or the day of it cannot be read");
        }
        var counts = new Counts();
        read.counts().forEach(counts::put);
        Usage usage = counts.usage();
        OptionalLong stated =
                read.dollars().isPresent() ? Fields.nanos(read.dollars().get(), "its amount") : OptionalLong.empty();
        var day = read.day().atStartOfDay(ZoneOffset.UTC).toInstant();
        return new PastCall(
                day,
                PastTool.EXPORT,
                PastTool.EXPORT.id(),
                "",
                new Fields(Map.of("model", read.model())).name("model"),
                usage,
                stated,
                0,
                true);
    }
}
