package signalbox.bench;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import signalbox.core.dialect.Address;
import signalbox.core.dialect.AnswerTap;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.Operation;
import signalbox.core.dialect.translate.Client;
import signalbox.core.dialect.translate.Notes;
import signalbox.core.dialect.translate.Recall;
import signalbox.core.dialect.translate.Target;
import signalbox.core.dialect.translate.ThoughtMemory;
import signalbox.core.dialect.translate.Translation;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;

/// One piece of a stream, counted and carried from each wire format into each other; between equal ones, counted only.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class TranslatedChunk {
    /// Writers that repeat the whole text at the end keep it: a new stream begins before that is much.
    private static final int PIECES = 2_000;

    @Param({"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC", "GEMINI"})
    public Wire provider;

    @Param({"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC", "GEMINI"})
    public Wire client;

    private byte[] chunk;
    private AnswerTap tap;
    private int pieces;
    private long written;

    public TranslatedChunk() {}

    @Setup
    public void prepare() throws Exception {
        chunk = chunk(provider).getBytes(StandardCharsets.UTF_8);
        tap = begin();
    }

    private AnswerTap begin() throws Exception {
        if (provider == client) {
            return Dialect.of(provider).tap(true, false);
        }
        var asked = Dialect.of(client).parse(request(client).getBytes(StandardCharsets.UTF_8));
        if (client == Wire.GEMINI) {
            asked = new Address(Operation.GENERATE, "m", true, false).on(asked);
        }
        var target = new Target(provider, "openai", "m", 400, "max_tokens", EnumSet.noneOf(Ability.class));
        return Translation.read(client, asked, Notes.NONE)
                .write(target, Recall.NOTHING, Notes.NONE)
                .tap(true, new Client("c", "m", true, 0), new ThoughtMemory(), "", Notes.NONE);
    }

    private static String request(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT, ANTHROPIC ->
                    "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
            case OPENAI_RESPONSES -> "{\"model\":\"m\",\"stream\":true,\"input\":\"x\"}";
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"x\"}]}]}";
        };
    }

    private static String chunk(Wire wire) {
        return switch (wire) {
            case OPENAI_CHAT ->
                    "data:"
                        + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                        + " token\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
            case OPENAI_RESPONSES ->
                    "event: response.output_text.delta\n"
                        + "data:"
                        + " {\"type\":\"response.output_text.delta\",\"sequence_number\":9,\"item_id\":\"m\",\"output_index\":0,\"content_index\":0,\"delta\":\""
                        + " token\"}\n\n";
            case ANTHROPIC ->
                    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                            + "{\"type\":\"text_delta\",\"text\":\" token\"}}\n\n";
            case GEMINI ->
                    "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
                        + " token\"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1},\"modelVersion\":\"m\"}\r\n\r\n";
        };
    }

    @Benchmark
    public long chunk() throws Exception {
        if (++pieces % PIECES == 0) {
            tap = begin();
        }
        tap.accept(chunk, 0, chunk.length, (bytes, from, count) -> written += count);
        return written;
    }
}
