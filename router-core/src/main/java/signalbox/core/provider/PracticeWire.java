package signalbox.core.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// One wire format as the practice provider writes it. Stateless.
sealed interface PracticeWire permits PracticeOpenAi, PracticeAnthropic {
    JsonFactory JSON = new JsonFactory();

    /// The whole of a plain answer.
    byte[] plain(Reply reply);

    /// The events of a stream in order; those that carry a token are marked, so that the pace is the model's.
    void stream(Reply reply, Consumer<Event> out);

    byte[] error(Error error);

    /// One answer, before it is written.
    ///
    /// @param choices the tokens of each choice, already cut at the limit
    /// @param cut for each choice whether the limit cut it
    /// @param created in seconds since 1970
    /// @param usageFactor 1 for honest usage, 10 for a lie, 0 for none
    /// @param end whether a stream ends as it should
    record Reply(
            PracticeRequest request,
            List<List<String>> choices,
            List<Boolean> cut,
            long created,
            int usageFactor,
            boolean end) {
        int inputTokens() {
            return request.inputTokens() * usageFactor;
        }

        int outputTokens() {
            return choices.stream().mapToInt(List::size).sum() * usageFactor;
        }

        String id(String prefix) {
            return prefix + Long.toHexString(request.seed());
        }
    }

    record Event(boolean token, byte[] bytes) {}

    record Error(int status, String type, String code, String message) {}

    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] json(Writer writer) {
        var bytes = new ByteArrayOutputStream(256);
        try (var json = JSON.createGenerator(bytes)) {
            writer.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// One server-sent event; `name` is empty for an unnamed one.
    static byte[] event(String name, byte[] data) {
        var bytes = new ByteArrayOutputStream(data.length + 32);
        bytes.writeBytes(ascii((name.isEmpty() ? "" : "event: " + name + "\n") + "data: "));
        bytes.writeBytes(data);
        bytes.writeBytes(ascii("\n\n"));
        return bytes.toByteArray();
    }
}
