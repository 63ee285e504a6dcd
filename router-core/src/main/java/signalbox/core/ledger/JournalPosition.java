package signalbox.core.ledger;

/// A place in the journal.
///
/// @param segment number of the segment
/// @param offset bytes from the segment's start
/// @param sequence number of the last record before the place
record JournalPosition(int segment, long offset, long sequence) {}
