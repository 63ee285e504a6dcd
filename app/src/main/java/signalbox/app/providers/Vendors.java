package signalbox.app.providers;

import java.util.List;
import java.util.Optional;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

/// The shipped list of vendors. Clearance is cautious: what runs here may see everything, a vendor under Chinese law or
/// one that passes calls on to others only what is public.
final class Vendors {
    static final List<Vendor> ALL =
            List.of(
                    chat("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY", "US", PiiClass.INTERNAL),
                    new Vendor(
                            "anthropic",
                            "Anthropic",
                            Wire.ANTHROPIC,
                            "https://api.anthropic.com",
                            "ANTHROPIC_API_KEY",
                            "US",
                            PiiClass.INTERNAL),
                    chat(
                            "openrouter",
                            "OpenRouter",
                            "https://openrouter.ai/api/v1",
                            "OPENROUTER_API_KEY",
                            "unknown",
                            PiiClass.PUBLIC),
                    chat(
                            "cerebras",
                            "Cerebras",
                            "https://api.cerebras.ai/v1",
                            "CEREBRAS_API_KEY",
                            "US",
                            PiiClass.INTERNAL),
                    chat("xai", "xAI", "https://api.x.ai/v1", "XAI_API_KEY", "US", PiiClass.INTERNAL),
                    chat("zai", "Z.AI", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", "CN", PiiClass.PUBLIC),
                    chat("mistral", "Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", "EU", PiiClass.INTERNAL),
                    chat(
                            "deepseek",
                            "DeepSeek",
                            "https://api.deepseek.com/v1",
                            "DEEPSEEK_API_KEY",
                            "CN",
                            PiiClass.PUBLIC),
                    chat("groq", "Groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", "US", PiiClass.INTERNAL),
                    chat(
                            "together",
                            "Together",
                            "https://api.together.xyz/v1",
                            "TOGETHER_API_KEY",
                            "US",
                            PiiClass.INTERNAL),
                    chat(
                            "fireworks",
                            "Fireworks",
                            "https://api.fireworks.ai/inference/v1",
                            "FIREWORKS_API_KEY",
                            "US",
                            PiiClass.INTERNAL),
                    chat("ollama", "Ollama", "http://127.0.0.1:11434/v1", "", "local", PiiClass.PRIVATE),
                    chat("vllm", "vLLM", "http://127.0.0.1:8000/v1", "", "local", PiiClass.PRIVATE),
                    chat("lmstudio", "LM Studio", "http://127.0.0.1:1234/v1", "", "local", PiiClass.PRIVATE),
                    chat("other", "Any compatible endpoint", "", "", "unknown", PiiClass.PUBLIC));

    private Vendors() {}

    /// The vendor whose key usually stands in that variable.
    static Optional<Vendor> ofVariable(String variable) {
        return ALL.stream().filter(vendor -> !variable.isEmpty() && vendor.variable().equals(variable)).findFirst();
    }

    private static Vendor chat(
            String id, String display, String baseUrl, String variable, String jurisdiction, PiiClass clearance) {
        return new Vendor(id, display, Wire.OPENAI_CHAT, baseUrl, variable, jurisdiction, clearance);
    }
}
