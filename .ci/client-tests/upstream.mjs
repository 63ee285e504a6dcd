// A provider of all four wire formats on one port, that says what it is told to: a tool call when the request has tools
// and no result yet, else "Hello from FORMAT.". Usage is always 20 tokens in and 5 out. Prints its port.
import http from "node:http";

const ARGS = { city: "Köln" };
const sse = (events, named, end = "\n\n") =>
  events.map((e) => (named ? `event: ${e.type}\n` : "") + `data: ${JSON.stringify(e)}` + end).join("");

function chat(body) {
  const results = body.messages.some((m) => m.role === "tool");
  const call = body.tools && !results;
  const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
  const head = (object) => ({ id: "chatcmpl-1", object, created: 1, model: body.model });
  const tool = { id: "call_1", type: "function", function: { name: body.tools?.[0].function.name, arguments: JSON.stringify(ARGS) } };
  const finish_reason = call ? "tool_calls" : "stop";
  if (!body.stream) {
    const message = call ? { role: "assistant", content: null, tool_calls: [tool] } : { role: "assistant", content: "Hello from chat." };
    return { ...head("chat.completion"), choices: [{ index: 0, message, finish_reason }], usage };
  }
  const chunk = (delta, finish = null) => ({ ...head("chat.completion.chunk"), choices: [{ index: 0, delta, finish_reason: finish }] });
  const pieces = call ? [chunk({ tool_calls: [{ index: 0, ...tool }] })] : [chunk({ content: "Hello " }), chunk({ content: "from chat." })];
  const events = [chunk({ role: "assistant", content: "" }), ...pieces, chunk({}, finish_reason)];
  if (body.stream_options?.include_usage) events.push({ ...head("chat.completion.chunk"), choices: [], usage });
  return sse(events) + "data: [DONE]\n\n";
}

function responses(body) {
  const items = Array.isArray(body.input) ? body.input : [];
  const call = body.tools && !items.some((i) => i.type === "function_call_output");
  const usage = { input_tokens: 20, input_tokens_details: { cached_tokens: 0 }, output_tokens: 5, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 25 };
  const text = { type: "output_text", text: "Hello from responses.", annotations: [] };
  const item = call
    ? { type: "function_call", id: "fc_1", call_id: "call_1", name: body.tools[0].name, arguments: JSON.stringify(ARGS), status: "completed" }
    : { type: "message", id: "msg_1", role: "assistant", status: "completed", content: [text] };
  const response = (status, output, used) => ({
    id: "resp_1", object: "response", created_at: 1, status, error: null, incomplete_details: null, model: body.model, output,
    parallel_tool_calls: true, tool_choice: "auto", tools: [], usage: used,
  });
  if (!body.stream) return response("completed", [item], usage);
  const at = { item_id: item.id, output_index: 0 };
  const open = { ...item, status: "in_progress", ...(call ? { arguments: "" } : { content: [] }) };
  const events = [
    { type: "response.created", response: response("in_progress", [], null) },
    { type: "response.in_progress", response: response("in_progress", [], null) },
    { type: "response.output_item.added", output_index: 0, item: open },
    ...(call
      ? [
          { type: "response.function_call_arguments.delta", ...at, delta: item.arguments },
          { type: "response.function_call_arguments.done", ...at, name: item.name, arguments: item.arguments },
        ]
      : [
          { type: "response.content_part.added", ...at, content_index: 0, part: { ...text, text: "" } },
          { type: "response.output_text.delta", ...at, content_index: 0, delta: text.text, logprobs: [] },
          { type: "response.output_text.done", ...at, content_index: 0, text: text.text, logprobs: [] },
          { type: "response.content_part.done", ...at, content_index: 0, part: text },
        ]),
    { type: "response.output_item.done", output_index: 0, item },
    { type: "response.completed", response: response("completed", [item], usage) },
  ];
  return sse(events.map((e, sequence_number) => ({ ...e, sequence_number })), true);
}

function messages(body) {
  const results = body.messages.some((m) => Array.isArray(m.content) && m.content.some((b) => b.type === "tool_result"));
  const call = body.tools && !results;
  const block = call ? { type: "tool_use", id: "toolu_1", name: body.tools[0].name, input: ARGS } : { type: "text", text: "Hello from messages." };
  const stop = call ? "tool_use" : "end_turn";
  const message = (content, stop_reason, output_tokens) => ({
    id: "msg_1", type: "message", role: "assistant", model: body.model, content, stop_reason, stop_sequence: null, usage: { input_tokens: 20, output_tokens },
  });
  if (!body.stream) return message([block], stop, 5);
  const delta = call ? { type: "input_json_delta", partial_json: JSON.stringify(ARGS) } : { type: "text_delta", text: block.text };
  return sse(
    [
      { type: "message_start", message: message([], null, 1) },
      { type: "content_block_start", index: 0, content_block: call ? { ...block, input: {} } : { ...block, text: "" } },
      { type: "ping" },
      { type: "content_block_delta", index: 0, delta },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: 5 } },
      { type: "message_stop" },
    ],
    true,
  );
}

function gemini(body, model, stream) {
  const parts = body.contents.flatMap((c) => c.parts);
  const call = body.tools && !parts.some((p) => p.functionResponse);
  if (parts.some((p) => p.functionCall && !p.thoughtSignature))
    return { refused: 400, error: { code: 400, message: "Function call is missing a thought_signature in functionCall parts.", status: "INVALID_ARGUMENT" } };
  const part = call
    ? { functionCall: { name: body.tools[0].functionDeclarations[0].name, args: ARGS }, thoughtSignature: "c2ln" }
    : { text: "Hello from gemini." };
  const answer = (pieces, finish) => ({
    candidates: [{ content: { role: "model", parts: pieces }, index: 0, ...(finish && { finishReason: "STOP" }) }],
    usageMetadata: { promptTokenCount: 20, totalTokenCount: finish ? 25 : 20, ...(finish && { candidatesTokenCount: 5 }) },
    modelVersion: model, responseId: "r1",
  });
  return stream ? sse([answer([part], false), answer([{ text: "" }], true)], false, "\r\n\r\n") : answer([part], true);
}

function answer(path, body) {
  const google = path.match(/\/models\/([^:]+):(\w+)/);
  if (google?.[2] === "countTokens") return { totalTokens: 20 };
  if (google?.[2] === "batchEmbedContents") return { embeddings: body.requests.map(() => ({ values: [0.1, 0.2] })) };
  if (google) return gemini(body, google[1], google[2] === "streamGenerateContent");
  if (path.endsWith("/count_tokens")) return { input_tokens: 20 };
  if (path.endsWith("/embeddings")) {
    const vector = body.encoding_format === "base64" ? Buffer.from(new Float32Array([0.1, 0.2]).buffer).toString("base64") : [0.1, 0.2];
    const data = [].concat(body.input).map((_, index) => ({ object: "embedding", index, embedding: vector }));
    return { object: "list", data, model: body.model, usage: { prompt_tokens: 4, total_tokens: 4 } };
  }
  if (path.endsWith("/responses")) return responses(body);
  return path.endsWith("/messages") ? messages(body) : chat(body);
}

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const said = answer(new URL(request.url, "http://x").pathname, JSON.parse(Buffer.concat(chunks).toString() || "{}"));
    const stream = typeof said === "string";
    response.writeHead(said.refused ?? 200, { "content-type": stream ? "text/event-stream" : "application/json" });
    response.end(stream ? said : JSON.stringify(said));
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
