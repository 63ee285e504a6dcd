/// The record of every call and every movement of money, and the questions that can be asked about it.
///
/// [signalbox.core.ledger.LedgerStore] opens a data directory. The [signalbox.core.ledger.Journal] in it is the record:
/// our own append-only file of checked, chained frames, fsync'd in groups by one writer thread. What it folds into is a
/// [signalbox.core.ledger.LedgerState]. The `Projection` follows it into an embedded database for questions; it can be
/// deleted and rebuilt at any time. The façade and the call pipeline may know this room; it knows policy, plan, budget
/// and price.
///
/// Looking after a data directory: [signalbox.core.ledger.JournalCheck] walks the chain, [signalbox.core.ledger.Backup]
/// copies while appending goes on, [signalbox.core.ledger.Restore], [signalbox.core.ledger.Salvage] and
/// [signalbox.core.ledger.Rebuild] need the directory to themselves. What is older than the last spending counts as
/// spent by the escrow rule ([signalbox.core.ledger.UnknownSpend]). [signalbox.core.ledger.Reconciliation] sets the
/// ledger beside a provider's export.
///
/// Threads: `signalbox-journal` writes the journal and folds it, `signalbox-store` does all database work and is never
/// interrupted. Callers only put things into queues, or wait for those two.
///
/// Decisions:
///
/// - A frame is one group commit and is atomic: it is there as a whole or not at all. Records appended together stand
///   in one frame.
/// - A segment can be read alone: it starts with a checkpoint of the fold, and its dictionary of names starts empty. So
///   a start reads one segment however long the history is.
/// - Frames say how much of the segment was fsync'd before them. So damage below that mark (a garbled middle, refused)
///   is told from a torn tail (dropped: nobody was told that it is durable).
/// - Call rows are written at once and fsync'd within a few hundredths of a second; escrow movements wait for fsync. A
///   crash that loses such a row leaves its escrow unreported, which counts as spent.
/// - What is older than [signalbox.core.ledger.Retention] says is dropped. What a dropped call charged stays, summed
///   per budget and window. Before a journal segment goes, an archive of the sums is written that a database made again
///   starts from; the counters stand in the checkpoint of every later segment anyway.
/// - Rows are never edited: a correction is a record of its own, and so is a review that found nothing to correct.
package signalbox.core.ledger;
