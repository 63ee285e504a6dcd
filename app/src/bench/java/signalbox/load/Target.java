package signalbox.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// Where the load goes: a server, the path of its chat endpoint and the headers it wants.
///
/// @param headers whole header lines, each with its line end
/// @param server whose processor time counts; null for the mock itself, which is measured as the bare connection
record Target(String name, int port, String path, String headers, Server server) {
    private static final String SENTENCE =
            "The quarterly report lists every service of the plant, what it cost and who answers for it. ";

    /// A request of about two kilobytes.
    ByteBuf request(String model, boolean stream) {
        String body =
                "{\"model\":\""
                        + model
                        + "\","
                        + (stream ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "")
                        + "\"max_tokens\":400,\"messages\":[{\"role\":\"system\",\"content\":\"You sum up reports in"
                        + " one line.\"},{\"role\":\"user\",\"content\":\""
                        + SENTENCE.repeat(20)
                        + "\"}]}";
        String workload = model.equals("plain") ? "" : "x-signalbox-workload: " + model + "\r\n";
        String head =
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nContent-Type: application/json\r\n"
                        + headers
                        + workload
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer().writeBytes((head + body).getBytes(StandardCharsets.US_ASCII)));
    }

    double cpuMicros() {
        return server == null ? 0 : server.cpuMicros();
    }
}
