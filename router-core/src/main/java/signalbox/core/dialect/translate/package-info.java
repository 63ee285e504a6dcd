/// Translation between wire formats through the neutral conversation, for calls whose client and provider do not speak
/// the same one. The pipeline reads a [signalbox.core.dialect.translate.Translation] once a call and writes it once an
/// attempt; the answer comes back through a tap that counts in the provider's format and hands on in the client's.
/// Codecs are stateless; what serves one answer serves one thread.
///
/// What cannot be carried over is refused, so that another target may take the call, where the answer would depend on
/// it, and left out with a note in the call's explanation where it would not. Facts: wire.md, sections 0 and 2 to 4.
///
/// | what | to another format |
/// |---|---|
/// | `n` above 1, audio output, web search options, custom and provider-run tools, files kept by a provider | refused |
/// | audio input | to Chat and Gemini; refused by Anthropic and Responses |
/// | an answer that the request has begun | Anthropic up to 4.5 goes on from it; refused elsewhere |
/// | tools in namespaces (Responses) | go under namespace and name joined, and calls of them come back in two |
/// | `logit_bias`, `logprobs`, `seed`, penalties, `top_k`, participants' names | left out where the target has no such field |
/// | `temperature`, `top_p` | lowered to the target's range; left out for models that refuse them, and beside thinking |
/// | the wish not to reason | Gemini 2.5 Flash, Z.AI; Anthropic by not asking; left out elsewhere |
/// | the wish to see thoughts | Gemini; elsewhere as the provider does it |
/// | `detail` of images, names of documents, what an answer's schema is for | left out where the target has no such field |
/// | stop texts | the first four (Chat) or five (Gemini); none of white space (Anthropic); none (Responses, xAI) |
/// | later instructions | moved to the beginning, except for Chat and Responses, which take them anywhere |
/// | JSON mode | Anthropic: an instruction; others have it |
/// | JSON Schema | closed objects, no bounds on numbers and lengths (Anthropic); strict only where the schema is (OpenAI) |
/// | tool names and call ids | those that the target refuses get an alias, and its answers the client's own name again |
/// | tool results | Anthropic: first in the user's turn; Chat: a message each, images after them as the user's |
/// | errors of tools | Chat, Responses: `Error: ` before their text |
/// | texts of one turn, documents that are plain text | one text (Chat) |
/// | halves of characters | joined where a stream has cut them, else U+FFFD |
/// | tools missing that the history calls | Anthropic: declared again, and not to be called |
/// | arguments that are no JSON object | wrapped as `{"INVALID_JSON": text}` where the target takes objects only |
/// | effort and thinking budget | mapped by [Efforts]; left out for models not said to reason, with forced tool calls, or without room |
/// | thoughts of an answer | Anthropic: a thinking block with the seal `signalbox-unsealed`; Chat: `reasoning_content`, never `content` |
/// | sealed thoughts behind tool calls | kept in memory by caller, target and call id, and put back; unknown ones turn thinking off (Anthropic), or get the documented dummy (Gemini) |
/// | thoughts in a history | left out otherwise: no provider takes another's |
/// | cache marks | up to four to Anthropic; left out elsewhere, which caches by itself |
/// | citations, blocks of provider-run tools | left out |
/// | the end user's id | where the target has a field, and it fits |
/// | stop reasons | by meaning; tool calls in an answer that just stopped make it one that wants tools |
///
/// Decisions:
///
/// - Only fields that the target's reference knows are written, as all three refuse others.
/// - A stream to Anthropic's format keeps what belongs to another block until the open tool call is complete: its
///   blocks never overlap, and Chat does not tell when a call is.
/// - An answer that cannot be read is the provider's failure; nothing is made up, also no stop reason.
package signalbox.core.dialect.translate;
