package signalbox.core.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import signalbox.core.policy.Endpoint;

/// Calls the Claude program on this machine as a provider that speaks Anthropic Messages. One `send` is one run:
/// without tools, settings, servers or a stored session, its prompt on standard input, its answer read as it is
/// written. Flags and events: wire.md §8, and <https://docs.anthropic.com/en/docs/claude-code/cli-reference>.
/// Thread-safe.
public final class CliUpstream implements Upstream {
    /// What replaces the program's own instructions; those of the call are part of its prompt.
    private static final String INSTRUCTIONS =
            "Answer the conversation you are given. What stands in a system tag has precedence.";

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._\\[\\]-]{0,99}");

    private final Map<String, String> environment;
    private final Deadlines deadlines;
    private final DeadlineTicker ticker = new DeadlineTicker();

    /// @param environment what the allow-list is applied to
    public CliUpstream(Map<String, String> environment, Deadlines deadlines) {
        this.environment = Map.copyOf(environment);
        this.deadlines = deadlines;
    }

    @Override
    public Answer send(Request request, Cancellation cancellation) throws UpstreamFailure {
        CliPrompt.Input input = input(request);
        CliProcess process = start(request, input);
        Runnable over =
                () -> {
                    cancellation.onCancel(null);
                    ticker.remove(process);
                    process.close();
                };
        ticker.add(process);
        cancellation.onCancel(() -> process.end(CliProcess.Ended.CANCELLED));
        try {
            process.give(input.line());
            return CliAnswer.open(process, request, over);
        } catch (UpstreamFailure | RuntimeException e) {
            over.run();
            throw e;
        }
    }

    private static CliPrompt.Input input(Request request) throws UpstreamFailure {
        if (!MODEL.matcher(request.model()).matches()) {
            throw new UpstreamFailure(
                    ErrorClass.MODEL_GONE, false, "The Claude program has no model of that name.", null);
        }
        if (!request.path().endsWith("/messages")) {
            throw new UpstreamFailure(
                    ErrorClass.CLIENT_MISTAKE, false, "The Claude program only answers; it counts nothing.", null);
        }
        try {
            return CliPrompt.of(request.body());
        } catch (CliPrompt.Unfit e) {
            throw new UpstreamFailure(ErrorClass.CLIENT_MISTAKE, false, e.getMessage(), null);
        }
    }

    private CliProcess start(Request request, CliPrompt.Input input) throws UpstreamFailure {
        String program = ((Endpoint.ClaudeCli) request.provider().endpoint()).program();
        var extra =
                Map.of(
                        "CLAUDE_CODE_MAX_OUTPUT_TOKENS",
                        Long.toString(input.maxTokens()),
                        // another provider is tried sooner than its own waits end
                        "CLAUDE_CODE_MAX_RETRIES",
                        "0",
                        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                        "1",
                        "DISABLE_AUTOUPDATER",
                        "1");
        try {
            var limits = deadlines.limits(request.stream(), false, request.patience(), request.provider().limits());
            return CliProcess.start(command(program, request.model()), environment, extra, limits);
        } catch (IOException e) {
            throw new UpstreamFailure(
                    ErrorClass.CONNECT,
                    false,
                    "The Claude program cannot be run ("
                            + Path.of(program).getFileName()
                            + "). Install it, sign in with it once, or name its path in the policy.",
                    null);
        }
    }

    static List<String> command(String program, String model) {
        return List.of(
                program,
                "--print",
                "--model=" + model,
                "--input-format=stream-json",
                "--output-format=stream-json",
                "--verbose",
                "--include-partial-messages",
                "--tools=",
                "--system-prompt=" + INSTRUCTIONS,
                "--max-turns=1",
                "--strict-mcp-config",
                "--setting-sources=",
                "--no-session-persistence");
    }

    /// Ends every run in flight.
    @Override
    public void close() {
        ticker.inFlight().forEach(watched -> ((CliProcess) watched).end(CliProcess.Ended.CANCELLED));
        ticker.close();
    }
}
