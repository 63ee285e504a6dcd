package signalbox.core.price;

/// Which field a name on the wire is, by place in the usage object (costs.md, cost math 2).
final class UsageNames {
    private UsageNames() {}

    static UsageField root(String name) {
        return switch (name) {
            case "input_tokens", "prompt_tokens", "promptTokenCount", "prompt_eval_count", "inputTokens" ->
                    UsageField.INPUT;
            case "output_tokens", "completion_tokens", "candidatesTokenCount", "eval_count", "outputTokens" ->
                    UsageField.OUTPUT;
            case "cache_read_input_tokens",
                    "cached_tokens",
                    "cachedContentTokenCount",
                    "prompt_cache_hit_tokens",
                    "cacheReadInputTokens" ->
                    UsageField.CACHED;
            case "prompt_cache_miss_tokens" -> UsageField.CACHE_MISS;
            case "cache_creation_input_tokens", "cacheWriteInputTokens" -> UsageField.WRITTEN;
            case "toolUsePromptTokenCount" -> UsageField.TOOL_PROMPT;
            case "thoughtsTokenCount", "reasoning_tokens" -> UsageField.REASONING;
            case "citation_tokens" -> UsageField.CITATIONS;
            case "num_search_queries" -> UsageField.SEARCHES;
            case "num_sources_used", "num_server_side_tools_used" -> UsageField.OTHER_CALLS;
            case "total_tokens", "totalTokenCount", "totalTokens" -> UsageField.TOTAL;
            default -> null;
        };
    }

    static UsageField inputDetail(String name) {
        return switch (name) {
            case "cached_tokens" -> UsageField.CACHED;
            case "cache_write_tokens", "cache_creation_tokens" -> UsageField.WRITTEN;
            case "audio_tokens" -> UsageField.AUDIO_IN;
            case "image_tokens" -> UsageField.IMAGE_IN;
            default -> null;
        };
    }

    static UsageField outputDetail(String name) {
        return switch (name) {
            case "reasoning_tokens", "thinking_tokens" -> UsageField.REASONING;
            case "audio_tokens" -> UsageField.AUDIO_OUT;
            case "image_tokens" -> UsageField.IMAGE_OUT;
            default -> null;
        };
    }

    static UsageField write(String name) {
        return switch (name) {
            case "ephemeral_5m_input_tokens" -> UsageField.WRITTEN_5M;
            case "ephemeral_1h_input_tokens" -> UsageField.WRITTEN_1H;
            default -> null;
        };
    }

    static UsageField serverTool(String name) {
        return switch (name) {
            case "web_search_requests" -> UsageField.SEARCHES;
            // fetched pages are billed as the input tokens they become
            case "web_fetch_requests" -> null;
            default -> name.endsWith("_requests") ? UsageField.OTHER_CALLS : null;
        };
    }

    static UsageField step(String name) {
        return switch (name) {
            case "input_tokens" -> UsageField.STEP_INPUT;
            case "cache_read_input_tokens" -> UsageField.STEP_CACHED;
            case "cache_creation_input_tokens" -> UsageField.STEP_WRITTEN;
            case "output_tokens" -> UsageField.STEP_OUTPUT;
            default -> null;
        };
    }

    /// Counts that are known to be part of another count, or free.
    static boolean harmless(String name) {
        return switch (name) {
            case "text_tokens",
                    "video_tokens",
                    "cached_tokens",
                    "accepted_prediction_tokens",
                    "rejected_prediction_tokens",
                    "image_tokens",
                    "web_fetch_requests" ->
                    true;
            default -> false;
        };
    }
}
