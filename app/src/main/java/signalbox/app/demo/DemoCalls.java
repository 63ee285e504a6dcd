package signalbox.app.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import signalbox.core.CallRequest;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Wire;

/// Makes up calls: which workload is busy at which hour, and what it asks. Deterministic for a seed.
final class DemoCalls {
    private static final List<String> SUBJECTS =
            List.of(
                    "the release notes of this week",
                    "a ticket about a refund that came twice",
                    "a pull request that renames a table",
                    "the invoice of a customer in three languages",
                    "why the nightly import stopped at the same row again",
                    "the minutes of a meeting about the roadmap");

    private final Random random;
    private final AppKey key;

    DemoCalls(long seed, AppKey key) {
        this.random = new Random(seed);
        this.key = key;
    }

    /// A call at that time, by a workload that is likely to be busy then.
    CallRequest at(Instant at) {
        int hour = at.atOffset(ZoneOffset.UTC).getHour();
        String workload = workload(hour);
        Wire wire = workload.equals("claude-code") ? Wire.ANTHROPIC : Wire.OPENAI_CHAT;
        return new CallRequest(at, key, wire, workload, Map.of(), body(workload).getBytes(StandardCharsets.UTF_8));
    }

    private String workload(int hour) {
        boolean office = hour >= 7 && hour < 19;
        int draw = random.nextInt(100);
        if (hour < 5) {
            return draw < 75 ? "nightly-etl" : draw < 90 ? "search-rerank" : "support-bot";
        }
        if (draw < 26) {
            return "search-rerank";
        }
        if (draw < 46) {
            return "support-bot";
        }
        if (draw < 58) {
            return "nightly-etl";
        }
        return office && draw < 72 ? "code-review" : draw < 88 ? "claude-code" : "codex";
    }

    private String body(String workload) {
        String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
        String context = " Background follows.".repeat(20 + random.nextInt(200));
        int output = 80 + random.nextInt(700);
        boolean stream = random.nextBoolean();
        int number = random.nextInt(10_000);
        return "{\"model\":\"auto\",\"max_tokens\":"
                + output
                + ",\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + workload
                + ": work on "
                + subject
                + ", case "
                + number
                + "."
                + personal(workload, number)
                + context
                + "\"}]}";
    }

    /// What slips into prompts now and then, so that tripwires have something to find. All of it is made up.
    private static String personal(String workload, int number) {
        return switch (workload) {
            case "support-bot" ->
                    number % 61 == 0
                            ? " They paid with 4111 1111 1111 1111."
                            : number % 7 == 0 ? " Reply to customer." + number + "@mail.example or +49 30 901820." : "";
            case "code-review" -> number % 11 == 0 ? " It logs AKIAIOSFODNN7EXAMPLE." : "";
            case "nightly-etl" -> number % 13 == 0 ? " Row: DE89 3704 0044 0532 0130 00." : "";
            default -> "";
        };
    }

    /// How long the made-up provider takes, in milliseconds: mostly quick, with a long tail.
    long latencyMillis() {
        double tail = Math.exp(random.nextGaussian() * 0.6);
        return Math.round(700 * tail);
    }

    /// Milliseconds until the next call at that hour, on average for `perDay` calls a day.
    long gapMillis(int hour, int perDay) {
        double busy = hour >= 7 && hour < 19 ? 1.5 : 0.5;
        double mean = 86_400_000.0 / perDay / busy;
        return Math.max(1, Math.round(-mean * Math.log(1 - random.nextDouble())));
    }
}
