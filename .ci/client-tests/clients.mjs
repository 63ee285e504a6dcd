// Real client libraries against a running Signalbox whose upstream is upstream.mjs: every library with providers of
// every wire format, plain, streamed and with a tool. Usage: node clients.mjs URL KEY
import assert from "node:assert/strict";
import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { generateText, streamText, stepCountIs, tool } from "ai";
import { createOpenAI } from "@ai-sdk/openai";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { tool as langTool } from "@langchain/core/tools";
import { z } from "zod";

globalThis.AI_SDK_LOG_WARNINGS = false;
const [url, key] = process.argv.slice(2);
const FORMATS = ["chat", "responses", "messages", "gemini"];
const SCHEMA = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
const ASK = "What is the weather?";
let passed = 0;
const failures = [];

async function check(name, work) {
  try {
    await work();
    passed++;
  } catch (problem) {
    failures.push(name);
    console.error(`not ok - ${name}: ${problem?.stack ?? problem}`);
  }
}

const model = (format) => `workload:${format}`;
const hello = (format) => `Hello from ${format}.`;

async function openaiChat(format) {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  const messages = [{ role: "user", content: ASK }];
  const plain = await client.chat.completions.create({ model: model(format), messages });
  assert.equal(plain.choices[0].message.content, hello(format));
  assert.equal(plain.usage.total_tokens, 25);
  let text = "";
  for await (const chunk of await client.chat.completions.create({ model: model(format), messages, stream: true }))
    text += chunk.choices[0]?.delta?.content ?? "";
  assert.equal(text, hello(format));
  const tools = [{ type: "function", function: { name: "weather", description: "w", parameters: SCHEMA } }];
  const runner = client.chat.completions.runTools({
    model: model(format), messages, stream: true,
    tools: [{ type: "function", function: { ...tools[0].function, parse: JSON.parse, function: ({ city }) => `22 in ${city}` } }],
  });
  assert.equal(await runner.finalContent(), hello(format));
}

async function openaiResponses(format) {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  const plain = await client.responses.create({ model: model(format), input: ASK, store: false });
  assert.equal(plain.output_text, hello(format));
  assert.equal(plain.usage.total_tokens, 25);
  const stream = client.responses.stream({ model: model(format), input: ASK, store: false });
  assert.equal((await stream.finalResponse()).output_text, hello(format));
  const tools = [{ type: "function", name: "weather", description: "w", parameters: SCHEMA, strict: true }];
  const input = [{ role: "user", content: ASK }];
  const first = await client.responses.stream({ model: model(format), input, tools, store: false }).finalResponse();
  const call = first.output.find((item) => item.type === "function_call");
  assert.deepEqual(JSON.parse(call.arguments), { city: "Köln" });
  const back = [...input, call, { type: "function_call_output", call_id: call.call_id, output: "22" }];
  const last = await client.responses.create({ model: model(format), input: back, tools, store: false });
  assert.equal(last.output_text, hello(format));
}

async function anthropic(format) {
  const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
  const messages = [{ role: "user", content: ASK }];
  const plain = await client.messages.create({ model: model(format), max_tokens: 100, messages });
  assert.equal(plain.content[0].text, hello(format));
  assert.equal(plain.usage.output_tokens, 5);
  const stream = client.messages.stream({ model: model(format), max_tokens: 100, messages });
  assert.equal(await stream.finalText(), hello(format));
  const tools = [{ name: "weather", description: "w", input_schema: SCHEMA }];
  const first = await client.messages.stream({ model: model(format), max_tokens: 100, messages, tools }).finalMessage();
  const call = first.content.find((block) => block.type === "tool_use");
  assert.deepEqual(call.input, { city: "Köln" });
  const result = { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "22" }] };
  const back = [...messages, { role: "assistant", content: first.content }, result];
  const last = await client.messages.create({ model: model(format), max_tokens: 100, messages: back, tools });
  assert.equal(last.content[0].text, hello(format));
  const count = await client.messages.countTokens({ model: model(format), messages });
  assert.ok(count.input_tokens > 5 && count.input_tokens < 200);
}

async function google(format) {
  const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });
  const plain = await client.models.generateContent({ model: model(format), contents: ASK });
  assert.equal(plain.text, hello(format));
  assert.equal(plain.usageMetadata.totalTokenCount, 25);
  let text = "";
  for await (const chunk of await client.models.generateContentStream({ model: model(format), contents: ASK })) text += chunk.text ?? "";
  assert.equal(text, hello(format));
  const config = { tools: [{ functionDeclarations: [{ name: "weather", description: "w", parametersJsonSchema: SCHEMA }] }] };
  const contents = [{ role: "user", parts: [{ text: ASK }] }];
  const first = await client.models.generateContent({ model: model(format), contents, config });
  const call = first.functionCalls[0];
  assert.deepEqual(call.args, { city: "Köln" });
  const streamed = [];
  for await (const chunk of await client.models.generateContentStream({ model: model(format), contents, config }))
    streamed.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
  const asked = streamed.filter((part) => part.functionCall);
  assert.equal(asked.length, 1);
  assert.deepEqual(asked[0].functionCall.args, { city: "Köln" });
  const reply = { functionResponse: { id: asked[0].functionCall.id, name: "weather", response: { output: "22" } } };
  const turns = [...contents, { role: "model", parts: streamed }, { role: "user", parts: [reply] }];
  let answered = "";
  for await (const chunk of await client.models.generateContentStream({ model: model(format), contents: turns, config }))
    answered += chunk.text ?? "";
  assert.equal(answered, hello(format));
  contents.push(first.candidates[0].content);
  contents.push({ role: "user", parts: [{ functionResponse: { id: call.id, name: "weather", response: { output: "22" } } }] });
  const last = await client.models.generateContent({ model: model(format), contents, config });
  assert.equal(last.text, hello(format));
  const count = await client.models.countTokens({ model: model(format), contents: ASK });
  assert.ok(count.totalTokens > 5 && count.totalTokens < 200);
}

const TOOLS = { weather: tool({ description: "w", inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => `22 in ${city}` }) };

async function aiSdk(named, format, providerOptions) {
  const base = { model: named(model(format)), prompt: ASK, maxRetries: 0, providerOptions };
  assert.equal((await generateText(base)).text, hello(format));
  assert.equal(await streamText(base).text, hello(format));
  const steps = await generateText({ ...base, tools: TOOLS, stopWhen: stepCountIs(3) });
  assert.equal(steps.text, hello(format));
  assert.equal(steps.steps.length, 2);
}

async function langchain(format) {
  const chat = new ChatOpenAI({ model: model(format), apiKey: key, maxRetries: 0, configuration: { baseURL: `${url}/v1` } });
  assert.equal((await chat.invoke(ASK)).text, hello(format));
  let text = "";
  for await (const chunk of await chat.stream(ASK)) text += chunk.text;
  assert.equal(text, hello(format));
  const weather = langTool(async () => "22", { name: "weather", description: "w", schema: z.object({ city: z.string() }) });
  const asked = await chat.bindTools([weather]).invoke(ASK);
  assert.deepEqual(asked.tool_calls[0].args, { city: "Köln" });
}

for (const format of FORMATS) {
  await check(`openai chat -> ${format}`, () => openaiChat(format));
  await check(`openai responses -> ${format}`, () => openaiResponses(format));
  await check(`anthropic -> ${format}`, () => anthropic(format));
  await check(`google genai -> ${format}`, () => google(format));
  const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
  await check(`ai sdk openai -> ${format}`, () => aiSdk(openai, format, { openai: { store: false } }));
  await check(`ai sdk openai chat -> ${format}`, () => aiSdk(openai.chat, format));
  await check(`ai sdk anthropic -> ${format}`, () => aiSdk(createAnthropic({ baseURL: `${url}/v1`, apiKey: key }), format));
  await check(`ai sdk google -> ${format}`, () => aiSdk(createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey: key }), format));
  await check(`langchain openai -> ${format}`, () => langchain(format));
}

await check("openai embeddings", async () => {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  const vectors = await client.embeddings.create({ model: model("vectors"), input: ["a", "b"] });
  assert.equal(vectors.data.length, 2);
  assert.ok(Math.abs(vectors.data[1].embedding[1] - 0.2) < 1e-6);
});
await check("langchain embeddings", async () => {
  const embeddings = new OpenAIEmbeddings({ model: model("vectors"), apiKey: key, maxRetries: 0, configuration: { baseURL: `${url}/v1` } });
  assert.equal((await embeddings.embedDocuments(["a", "b"])).length, 2);
});
await check("google embeddings", async () => {
  const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });
  const vectors = await client.models.embedContent({ model: model("gvectors"), contents: ["a", "b"] });
  assert.equal(vectors.embeddings.length, 2);
});
await check("models in three forms", async () => {
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  assert.ok((await openai.models.list()).data.some((m) => m.id === model("chat")));
  const claude = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
  assert.ok((await claude.models.list()).data.some((m) => m.id === model("chat")));
  const gemini = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });
  const names = [];
  for await (const m of await gemini.models.list()) names.push(m.name);
  assert.ok(names.includes(`models/${model("chat")}`));
});
await check("a cap speaks each dialect", async () => {
  const capped = model("capped");
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  const refused = (status) => (error) => error.status === status && /cap/.test(error.message);
  await assert.rejects(openai.responses.create({ model: capped, input: ASK }), refused(429));
  const claude = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
  const messages = [{ role: "user", content: ASK }];
  await assert.rejects(claude.messages.create({ model: capped, max_tokens: 100, messages }), refused(429));
  const gemini = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });
  await assert.rejects(gemini.models.generateContent({ model: capped, contents: ASK }), refused(429));
});

console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
