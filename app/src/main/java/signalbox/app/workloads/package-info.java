/// The screen *Workloads*: the list with its caps, and the form that edits one. A draft is a record; what applying it
/// would change is worked out by a pure function, so that the form knows nothing of policies.
///
/// Decisions:
///
/// - A detected caller is adopted by the path that makes any workload, from the template that fits what it calls
///   itself, and then gets a key of ours. The key it sent is never let in: only its end is held, it may be a
///   provider's, and secrets that we did not make are not random enough for a plain hash. Until the new key is in its
///   place the app goes on being refused.
/// - Taking an adoption back revokes the keys that were made for it first.
package signalbox.app.workloads;
