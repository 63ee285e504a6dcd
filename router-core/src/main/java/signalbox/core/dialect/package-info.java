/// The dialects clients and providers speak: strict parsing, byte splicing, streams, usage and error bodies. Pure
/// functions and small state machines over bytes; no I/O.
///
/// Decision: this room knows [signalbox.core.policy.Wire] and [signalbox.core.policy.Ability], the two enums of
/// `policy` that name a wire format and what a request needs; a second enum with the same constants would be worse.
package signalbox.core.dialect;
