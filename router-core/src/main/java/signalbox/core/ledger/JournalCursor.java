package signalbox.core.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Follows the journal from segment to segment, up to what is certainly on the disk, and checks that the segments form
/// one chain. Used by one thread.
final class JournalCursor implements Closeable {
    private final JournalFiles files;
    private final long after;
    private SegmentReader reader;
    private int number;

    /// @param after number of the last record that is already known
    /// @param synced segments after its own are still being made
    JournalCursor(JournalFiles files, long after, JournalPosition synced) throws IOException, BrokenSegment {
        this.files = files;
        this.after = after;
        List<Integer> numbers = files.list().stream().filter(other -> other <= synced.segment()).toList();
        for (int i = numbers.size() - 1; i >= 0; i--) {
            number = numbers.get(i);
            reader = new SegmentReader(files.openToRead(number), number);
            if (i == 0 || reader.checkpoint().sequence() <= after) {
                return;
            }
            reader.close();
        }
        throw new IOException("There is no journal.");
    }

    /// The next batch with records that are not known yet; null when there is none yet.
    SegmentReader.Batch next(JournalPosition synced) throws IOException, BrokenSegment {
        while (true) {
            boolean last = number == synced.segment();
            var batch = reader.next(last ? Math.max(synced.offset(), reader.offset()) : reader.size());
            if (batch == null && last) {
                return null;
            }
            if (batch == null) {
                advance();
            } else if (batch.sequence() + batch.records().size() - 1 > after) {
                return batch;
            }
        }
    }

    /// Whether everything in that segment was read.
    boolean isPast(int segment) {
        return segment < number;
    }

    private void advance() throws IOException, BrokenSegment {
        int following = files.list().stream().filter(other -> other > number).findFirst().orElseThrow();
        var next = new SegmentReader(files.openToRead(following), following);
        boolean joined = Arrays.equals(next.linkBefore(), reader.link());
        reader.close();
        reader = next;
        number = following;
        if (!joined) {
            throw new BrokenSegment(
                    BrokenSegment.Kind.FOREIGN, 0, files.name(number) + " does not follow the segment before it");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
