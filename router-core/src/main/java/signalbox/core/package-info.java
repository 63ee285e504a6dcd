/// The router as one object: [signalbox.core.Router] opens a data directory, plans and serves calls, applies policy
/// changes and tells what happens. The steps of a call stand here, one a class. The listener in `proxy` and the console
/// know this façade; nothing below it knows them.
///
/// What a running stream may cost, and what one is charged that nobody reported to the end:
///
/// - **Bytes end no stream.** A token covers at least one byte, so bytes bound tokens from above, and a stream within
///   its limit delivers more bytes than tokens. Ending needs a bound from below: the provider's running usage beyond
///   the hold, or more text than the limit could hold if every token were the longest of the public vocabularies (128
///   bytes; 61 with letters beyond ASCII, 42 with ASCII letters). That is about eight times the limit in English. The
///   first line is the output limit written into every request; this second one stops providers that ignore it. Such a
///   stream ends with an error event, is charged by its bytes without the limit, flagged `limit_ignored`, and its model
///   rests. A plain answer is not metered: when its head comes it has been written.
/// - **Bytes do charge.** Where final usage is missing, output is charged by the smaller of its bytes and the last
///   running count plus the bytes since; input as the stream's start reported it, else by the bound that was held.
///   Usage that came with or after every finish reason is final, also when the stream breaks off behind it.
/// - **Hidden reasoning** is billed and in no byte we see. Where a model may have reasoned unseen, all that the output
///   limit leaves is charged, flagged `reasoning_unseen`. Draining tells the truth instead; for reasoning models it is
///   usually cheaper than aborting.
/// - **A client that leaves**: `abort` closes the upstream at once; `drain` reads on for up to 30 seconds and settles
///   what the provider reports. An attempt that was sent and had not answered at all keeps its whole hold, for review.
/// - **A call's chain of attempts** is bounded as a whole: six attempts, thirty minutes, each target once and none
///   twice in a row. Only when nobody is left and nothing was delivered, a target that certainly did not take the
///   request is asked again, after the wait it asks for, spread so that callers do not come back together. What may
///   have been billed goes to no target twice.
/// - **A stream's first output decides.** Until then its bytes are kept and another target may take its place, after a
///   first-token limit that is short while one stands by. From then on only an error event follows. An answer with its
///   finish reason and usage is whole, whatever becomes of its connection.
/// - **No tokenizer** counts in between. The public ones (3 MB of vocabularies, some 50 MB in memory) would be exact
///   for the text of one vendor and for nothing that surrounds it (templates, tools, hidden reasoning), so a charge by
///   them could fall below the bill.
package signalbox.core;
