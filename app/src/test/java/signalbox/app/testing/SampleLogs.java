package signalbox.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Logs of other tools, as of the sample day: a week of Claude Code, rows of another tool, and things that cannot be
/// read.
public final class SampleLogs {
    private static final String CLAUDE =
            """
            {"type":"assistant","sessionId":"s","uuid":"u%1$d","timestamp":"%2$s","requestId":"r%1$d",\
            "message":{"id":"m%1$d","model":"%3$s","usage":{"input_tokens":%4$d,"cache_read_input_tokens":90000,\
            "cache_creation_input_tokens":300,"output_tokens":%5$d}}}
            """;

    private SampleLogs() {}

    /// Where Claude Code keeps its logs below a home folder; made with a week of calls in it.
    public static Path claude(Path home) throws IOException {
        Path projects = Files.createDirectories(home.resolve(".claude/projects"));
        var text = new StringBuilder();
        for (int call = 0; call < 140; call++) {
            var at = SampleDay.NOW.minus(Duration.ofMinutes(71L * call + 5));
            String model = call % 3 == 0 ? "claude-opus-4-8" : "claude-sonnet-4-5";
            text.append(CLAUDE.formatted(call, at, model, 400 + 37 * call, 900 + 11 * call));
        }
        Files.writeString(projects.resolve("session.jsonl"), text);
        return projects;
    }

    /// A folder with rows of another tool, one of them bad, and a file that is no log.
    public static Path others(Path folder) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("exports"));
        String day = SampleDay.NOW.minus(Duration.ofDays(1)).toString();
        Files.writeString(
                logs.resolve("calls.csv"),
                """
                time,provider,model,input_tokens,output_tokens,cost_usd,id
                DAY,openai,gpt-5.4-mini,52000,900,0.61,1
                DAY,openai,gpt-5.4-mini,52000,900,0.61,1
                DAY,openai,house-model,1200,40,,2
                DAY,openai,gpt-5.4-mini,many,40,,3
                """
                        .replace("DAY", day));
        Files.writeString(logs.resolve("notes.txt"), "just words\n");
        return logs;
    }
}
