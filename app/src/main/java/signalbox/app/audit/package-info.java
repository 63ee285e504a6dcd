/// The audit screen: what was changed, by whom and why, with the way back; what went wrong inside; and amounts that
/// wait for a person to say what they really were.
///
/// Decisions:
///
/// - The trail is append-only: going back to a version applies it as a new one, after showing the difference.
/// - A version and the change that made it are one row; changes that are no policy (an unlock, a review) have no way
///   back here, since their own screens do.
/// - What a crash left unreported is released only after asking, for nobody can check it afterwards.
///
/// [signalbox.app.audit.AuditModel] belongs to the FX thread; the ledger is read in the background.
package signalbox.app.audit;
