/// The dialects clients and providers speak: strict parsing, byte splicing, streams, usage and error bodies. Pure
/// functions and small state machines over bytes; no I/O. The proxy, the pipeline and the provider room call it. A
/// [signalbox.core.dialect.Dialect] is stateless and thread-safe; a tap serves one answer, one thread at a time.
///
/// Decisions:
///
/// - This room knows [signalbox.core.policy.Wire] and [signalbox.core.policy.Ability], the two enums of `policy` that
///   name a wire format and what a request needs; a second enum with the same constants would be worse.
/// - A request is never re-modelled: one strict pass notes facts and the places of what must be replaced, and
///   forwarding splices bytes. What two JSON readers could read differently is refused before, so the client's own
///   bytes may pass: duplicate keys, trailing content, other encodings, names that differ from a guarded one only in
///   case.
/// - A field that could cost money beyond what the output limit and the search count bound, or that would let the
///   provider pick another model or host, is refused; every other unknown field passes through untouched.
/// - Answers are walked byte by byte without keeping lines or building trees, so lines and events of any length pass in
///   constant memory; only a usage object (64 KiB), an error (64 KiB) and an event that may have to be hidden (64 KiB)
///   are ever kept.
/// - A stream that ends without its terminator is complete only if every choice has named its finish reason; then the
///   terminator is supplied. A finish reason is never made up.
/// - Output is counted twice in passing: its bytes, from above, and what it must be in the longest tokens there are,
///   from below. The lower count takes only texts that are certainly the model's own; signatures and quoted sources
///   count upwards alone.
package signalbox.core.dialect;
