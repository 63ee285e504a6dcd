/// What was spent before Signalbox, or beside it: reads the logs that other tools keep, prices every call by the price
/// book at its own date, and asks the planner what a policy would have done with it. A report; nothing of it ever
/// stands in the ledger, because what others spent is not a charge of ours.
///
/// For the command line and the console: [signalbox.core.past.PastAudit] reads, [signalbox.core.past.PastReport] says.
/// Readers are pure but for the files they are given; one audit is one thread, and its progress may stop it.
///
/// | log | known by | one call is |
/// |---|---|---|
/// | Claude Code, `~/.claude/projects` | `sessionId`, `uuid`, `message.usage` | a `message.id`, over all its lines and all
/// files: one line a content block, with growing figures; the largest counts, at the first line's time |
/// | Codex, `~/.codex/sessions` | `type` and `payload` | a `token_count` event's `last_token_usage`, else the difference of
/// two totals. Events that come again with the same figures, and those that a fork or a subagent repeats of its
/// parent, count once |
/// | LiteLLM spend logs | `request_id`, `startTime`, `spend` | a row; cached tokens are read from `metadata.usage_object` |
/// | OpenRouter activity | `created_at`, `cost_total`, `model_permaslug` | a row; reasoning is part of completion |
/// | Helicone requests | `request_created_at`, `prompt_tokens` | a row |
/// | Langfuse observations | `usage_details`, `provided_model_name` | a generation; its counters are disjoint |
/// | OpenAI, Anthropic and OpenRouter exports | as [signalbox.core.ledger.UsageExport] knows them | sums of a day |
/// | anything else | `time`, `model`, `input_tokens` or `output_tokens` | a row, see [signalbox.core.past.PlainRows] |
///
/// Decisions: the format is told by what stands in a file, never by its name. JSON lines, one JSON array and CSV are
/// read as streams: a line may have any length, what is not asked for is skipped unread, and a field of more than 64 Ki
/// characters or a CSV row of more than 16 Mi makes the row bad. A bad row is counted and named by file and line and
/// stops nothing; its text is never repeated. What grows with the logs are 16 bytes for each call that could come again
/// and, for the planner, 88 bytes for each of the first million calls. A model without a known price is listed with its
/// calls and never counts as 0; whose price a call has is what the log says, else the one vendor that sells a model of
/// that name. Figures that a log states stand beside the computed ones and win where money spent is added up.
package signalbox.core.past;
