/// Lets the command line and a second start talk to the running instance, over a Unix-domain socket in the data
/// directory that only its owner can open. Never over the proxy port. Knows the façade, and of `plan`, `dialect` and
/// `price` what a question about a plan or a past call needs.
///
/// Protocol: one connection a command. The client sends one JSON object on one line, `{"command": "...", ...}` with
/// string values; the server answers one line, `{"ok": true}` or `{"ok": false, "code": "...", "message": "..."}`, then
/// the result's bytes (JSON, YAML or CSV, as the command says) in chunks: a four-byte big-endian length and as many
/// bytes, ended by a length of 0. A result without that end is a part only, so half an export never passes for a whole.
/// Threads: one virtual thread a connection.
package signalbox.core.control;
