package signalbox.core.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Finds journal segments whose calls all arrived before a time.
final class OldSegments {
    private OldSegments() {}

    /// The oldest segments whose calls all arrived before `since`: the checkpoint of the next one says so. Never the
    /// newest.
    static List<Integer> before(long since, JournalFiles files, JournalPosition synced)
            throws IOException, BrokenSegment {
        var old = new ArrayList<Integer>();
        List<Integer> numbers = files.list().stream().filter(number -> number <= synced.segment()).toList();
        for (int i = 0; i + 1 < numbers.size(); i++) {
            int next = numbers.get(i + 1);
            try (var reader = new SegmentReader(files.openToRead(next), next)) {
                if (reader.checkpoint().lastCall() >= Period.firstId(since)) {
                    return old;
                }
            }
            old.add(numbers.get(i));
        }
        return old;
    }
}
