/// What things cost: dated price records, usage in disjoint counters read from the wire, and exact cost from both.
///
/// For the router's pipeline, the planner and the console. Every type here is immutable and thread-safe, but for
/// [signalbox.core.price.UsageMeter], which belongs to one answer and one thread. Nothing does I/O after the shipped
/// tables are loaded.
///
/// Decisions: rates are whole pico-dollars per unit, a row is summed in pico-dollars and rounded up once to
/// nano-dollars, and there is no floating point (`MoneyHasNoFloatsTest`). Where a provider's numbers or two records
/// disagree, the dearer reading is charged and the row is flagged: spend is never under-counted. A price that is not
/// known is an empty result, which callers refuse; it is never 0.
package signalbox.core.price;
