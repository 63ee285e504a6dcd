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
/// - The operator can delete calls at once, by the same run with an instant beside the retention. It is written down
///   with the retention, so that later runs keep to it, also after the database was made again. Roll-ups stay whole:
///   they hold figures and names, and a chart or a report must not tell that less was spent. Segments and charges go by
///   whole days, as the archive that stands for them; so the current day's segments stay until a deletion on a later
///   day.
/// - The database holds calls in blocks of 33 seconds (`CallBlock`), sums of a minute in one row and those of an hour
///   or a day in a row for 64 workloads (`PackedSums`), and what budgets were charged by hour. With a row for each
///   call, its minute, its two charges and their indexes, nine entries of search trees a call, H2 took 15,000 calls a
///   second of processor time; bare, on the same machine, it takes 100,000 to 230,000 rows of our width a second,
///   70,000 to 140,000 of a charge with its two indexes, and 128 calls a row 2,100,000. What questions add up stands
///   first in a call's entry; its details are decoded only when it is opened.
/// - Where 1,000 workloads make few calls each, two weeks of hours are 450,000 sums. With a row for each, a question
///   over them took the database two seconds; packed it takes a tenth of one, and what was added up of days and hours
///   that are over is remembered (`RememberedSums`) until something is added to one of them.
/// - The database follows every five seconds, and before a question when it is more than a second behind: fewer
///   transactions for the same calls. What must be seen at once comes from memory (`RecentCalls`, the live feed).
/// - A billion calls (nine years at 300,000 a day), on paper: 78 GB of journal, 130 GB of database, made again in an
///   hour and a half to three hours. Questions stay as quick, because they read what their period needs; a start reads
///   the newest segment. Retention drops 8 blocks a transaction, so that others are served in between.
/// - Rows are never edited: a correction is a record of its own, and so is a review that found nothing to correct.
package signalbox.core.ledger;
