package signalbox.app.workloads;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.UnknownCallers.Caller;
import signalbox.core.policy.Policy;

/// A detected caller in words, and the workload that it would become. Pure.
final class CallerWords {
    private static final int LONGEST_NAME = 40;

    /// What coding agents call themselves, or a part of it.
    private static final List<String> AGENTS =
            List.of(
                    "claude-code",
                    "codex",
                    "gemini-cli",
                    "opencode",
                    "cursor",
                    "aider",
                    "cline",
                    "copilot",
                    "roo-code",
                    "zed",
                    "goose",
                    "qwen-code",
                    "continue",
                    "windsurf",
                    "crush");

    private static final Pattern BROWSER = Pattern.compile("(mozilla|applewebkit|chrome|safari|electron|gecko)/.*");

    private CallerWords() {}

    /// What it calls itself, without what it says of its surroundings: `claude-cli/2.0.14`.
    static String title(Caller caller) {
        String product = product(caller.agent());
        return product.isEmpty() ? Text.of("workloads.caller.nameless") : product;
    }

    /// `key …1a2b · 14 calls refused · 2 min ago`.
    static String facts(Caller caller, Instant now) {
        String key =
                caller.ending().isEmpty()
                        ? Text.of("workloads.caller.no_key")
                        : Text.of("workloads.caller.key" + (caller.ours() ? ".ours" : ""), caller.ending());
        return Text.of("workloads.caller.facts", key, caller.calls(), Times.ago(caller.last(), now, ZoneOffset.UTC));
    }

    /// The name of its workload: `claude-code`, `openai-python`, `app` when it says nothing.
    static String name(Caller caller) {
        String agent = caller.agent().toLowerCase(Locale.ROOT);
        if (agent.startsWith("claude-cli")) {
            return "claude-code";
        }
        if (agent.startsWith("codex")) {
            return "codex";
        }
        if (agent.startsWith("geminicli")) {
            return "gemini-cli";
        }
        String name = plain(named(product(agent)));
        return name.isEmpty() ? "app" : name;
    }

    /// Its draft, with a free name: a coding agent's when it is one. Apps that were written for somebody else name that
    /// one's models, so any name is answered.
    static Draft draft(Policy policy, Caller caller) {
        String name = name(caller);
        boolean agent = AGENTS.stream().anyMatch(name::contains);
        return (agent ? Template.CODING_AGENT : Template.CHAT_FEATURE).draft(policy, name, true);
    }

    /// Browsers, and what is built on one, name themselves behind what they are built on.
    private static String product(String agent) {
        List<String> products = List.of(agent.replaceAll("\\([^)]*\\)", " ").strip().split("\\s+"));
        return products.stream()
                .filter(one -> !BROWSER.matcher(one.toLowerCase(Locale.ROOT)).matches())
                .findFirst()
                .orElse(products.getFirst());
    }

    /// `openai/python` is a name, `curl/8.5` a name and a version.
    private static String named(String product) {
        int slash = product.indexOf('/');
        boolean version = slash >= 0 && slash + 1 < product.length() && Character.isDigit(product.charAt(slash + 1));
        return version ? product.substring(0, slash) : product;
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME).replaceAll("-+$", "") : plain;
    }
}
