package signalbox.core;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Calls one after another on one connection until the other side is gone: plain, streamed, failing and refused calls,
/// mixed by a seed.
final class KillLoopCaller {
    private final int port;
    private final String secret;
    private final Random random;
    private final Semaphore acknowledged;
    private final Set<String> answered = new HashSet<>();
    private Thread thread;

    /// @param acknowledged gets a permit for each answer that came whole
    KillLoopCaller(int port, String secret, long seed, Semaphore acknowledged) {
        this.port = port;
        this.secret = secret;
        this.random = new Random(seed);
        this.acknowledged = acknowledged;
    }

    void begin() {
        thread = Thread.ofPlatform().daemon().name("caller").start(this::call);
    }

    /// The ids of all calls whose answer came whole; waits until the other side is gone.
    Set<String> answered() throws InterruptedException {
        thread.join();
        return answered;
    }

    private void call() {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                socket.getOutputStream().write(request());
                String id = readAnswer(in);
                answered.add(id);
                acknowledged.release();
            }
        } catch (IOException gone) {
            // the router was killed
        }
    }

    private byte[] request() {
        String model = random.nextInt(10) == 0 ? "unknown-model" : "m";
        String word = random.nextInt(10) == 0 ? "fail" : "hello";
        String body =
                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Say %s.\"}]}"
                        .formatted(model, random.nextBoolean(), word);
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
                                .formatted(port, secret)
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads one answer to its end.
    ///
    /// @return its call id
    private static String readAnswer(InputStream in) throws IOException {
        String id = null;
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.equals("x-signalbox-call-id")) {
                id = line.substring(colon + 1).strip();
            } else if (name.equals("content-length")) {
                length = Integer.parseInt(line.substring(colon + 1).strip());
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
        } else {
            skipChunks(in);
        }
        return id;
    }

    private static void skipChunks(InputStream in) throws IOException {
        while (true) {
            int length = Integer.parseInt(line(in).strip(), 16);
            in.skipNBytes(length + 2L);
            if (length == 0) {
                return;
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
