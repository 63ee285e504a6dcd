/// What is known of vendors, as data: where their API is, how a key is shown to it, which fields it wants or refuses,
/// how it counts and bills, how it lists its models. `price`, `plan`, `dialect.translate`, `provider`, the façade and
/// the console read it; no code names a vendor to behave differently for it. Knows `policy` only.
///
/// Decisions:
///
/// - One file, [vendors.ini](vendors.ini), one section a vendor. It is a room of its own, below all who ask, because
///   `policy` holds what the operator decides and this is what others decided.
/// - A vendor that is not in the file behaves as any endpoint compatible with its wire format. So a new compatible
///   provider is a few lines in the policy file; a section here only adds what is special about it.
/// - Jurisdiction and training are not here but in [signalbox.core.policy.ShippedFacts], models and prices in `price`.
///
/// Threads: everything is immutable.
package signalbox.core.vendor;
