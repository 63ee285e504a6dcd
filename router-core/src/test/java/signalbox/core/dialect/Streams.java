package signalbox.core.dialect;

/// Streams as wire.md §4 describes them, with what is hard in them: escapes, brackets in texts, characters of several
/// bytes, tool arguments that look like usage.
final class Streams {
    static final String USAGE =
            "{\"prompt_tokens\":9,\"completion_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":4}}";

    static final String OPENAI_ANSWER =
            """
            data: {"id":"c","object":"chat.completion.chunk","model":"gpt-5.6-luna","service_tier":"default",\
            "choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}],\
            "usage":null,"obfuscation":"aBc"}

            data: {"id":"c","model":"gpt-5.6-luna","choices":[{"index":0,"delta":{"content":"H\u00e9 \\"{[}\\n"},\
            "logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function",\
            "function":{"name":"f","arguments":"{\\"usage\\":{}}"}}]},"finish_reason":null}]}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            """;
    static final String OPENAI_USAGE_EVENT = "data: {\"id\":\"c\",\"choices\":[],\"usage\":" + USAGE + "}\n\n";
    static final String OPENAI_DONE = "data: [DONE]\n\n";
    static final String OPENAI_STREAM = OPENAI_ANSWER + OPENAI_USAGE_EVENT + OPENAI_DONE;

    static final String START_USAGE =
            "{\"input_tokens\":25,\"cache_read_input_tokens\":0,\"output_tokens\":1,\"cache_creation\":{"
                    + "\"ephemeral_5m_input_tokens\":0}}";
    static final String ANTHROPIC_STREAM =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],\
            "model":"claude-haiku-4-5","stop_reason":null,"usage":%s}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello \u4e16"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
            "partial_json":"{\\"a\\":1}"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"output_tokens":15}}

            event: message_stop
            data: {"type":"message_stop"}

            """
                    .formatted(START_USAGE);

    private Streams() {}
}
