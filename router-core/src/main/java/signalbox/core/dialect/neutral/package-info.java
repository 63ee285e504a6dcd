/// The neutral conversation: what a request, an answer and a stream mean, whatever wire format they came in. Immutable
/// records without behaviour, plus the small JSON tree that schemas and tool arguments stand in. The codecs of
/// [signalbox.core.dialect.translate] read and write it; nobody else needs it. Thread-safe, as nothing here changes.
///
/// Decisions:
///
/// - Only a call whose client and provider speak different formats is ever turned into this model; all others pass as
///   bytes.
/// - Numbers stay text from end to end, so no sampling value is rounded and no long number is cut.
/// - A cache mark is a part of its own that closes what stands before it; a wire without marks skips it.
/// - Tool results are parts of a user turn, whatever the wire says; the one that wants turns of their own splits them.
package signalbox.core.dialect.neutral;
