/// The live inspector: every call as it finishes, newest first, with why it went where it went, what it cost and how
/// long it took. Rows come from the live feed at most ten times a second; the past comes from the ledger once, when
/// shown. Prompts and answers are not here: they are not stored.
package signalbox.app.requests;
