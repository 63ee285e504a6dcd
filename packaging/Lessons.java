import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// What the training run of the class cache goes through beside the demo: calls over the port, so that the first real
/// one does not pay for the listener's classes. The demo's practice provider answers them.
final class Lessons {
    private static final int CALLS = 150;
    private static final String BODY =
            "{\"model\":\"workload:search-rerank\",\"stream\":%b,\"max_tokens\":20,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Which of these three answers fits best?\"}]}";

    private Lessons() {}

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// @param program the launcher
    /// @param data the data directory that the instance listening on `port` runs on
    static void give(Path program, Path data, int port) throws IOException, InterruptedException {
        var issued =
                Command.of(program)
                        .with("keys", "issue", "--workload", "search-rerank", "--data-dir", data, "--json")
                        .output();
        var secret = issued.replaceFirst("(?s).*\"secret\" *: *\"([^\"]+)\".*", "$1");
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < CALLS; i++) {
                var request =
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                                .header("Authorization", "Bearer " + secret)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(i % 2 == 0)))
                                .build();
                client.send(request, HttpResponse.BodyHandlers.ofString());
            }
        }
    }
}
