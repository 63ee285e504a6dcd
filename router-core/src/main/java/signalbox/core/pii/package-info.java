/// Finds personal data and secrets in text, and puts placeholders in their place that can be taken back. Asked by the
/// façade for every text leaf of a request, and by the console's tester. It helps; it is never a guarantee: what no
/// detector knows (names, addresses, pictures of text, codes) passes.
///
/// Everything is immutable or confined to one call, nothing blocks, nothing is kept or logged. Work is bounded: one
/// pass over the text, a constant amount of work at each place that looks like something, and a counted number of
/// look-ups in the phone number library. Operators' own patterns run on RE2/J, whose time is linear in the text, so
/// that no pattern can hang a call.
package signalbox.core.pii;
