package signalbox.core.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// A provider for tests, over real sockets on loopback, that does exactly what it is told: any status and headers, a
/// body in pieces with waits, cut at any byte, reset, stalled or silent. It records every request to the byte, also on
/// kept connections.
///
/// ```java
/// try (var fake = FakeUpstream.start()) {
///     fake.then(FakeReply.json(429, "{}").header("Retry-After", "1"));
///     fake.always(FakeReply.stream().event("{}").event("[DONE]"));
///     …
///     assertEquals(1, fake.received().size());
/// }
/// ```
public final class FakeUpstream implements AutoCloseable {
    private static final int MAX_HEAD = 1 << 20;

    private final ServerSocket server;
    private final Queue<FakeReply> script = new ConcurrentLinkedQueue<>();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Received> arrivals = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private final AtomicInteger clientsGone = new AtomicInteger();
    private volatile Function<Received, FakeReply> otherwise = request -> FakeReply.json(200, "{}");

    /// One request as it came.
    ///
    /// @param headers lines of the head after the first, in order, as sent
    /// @param atNanos when it had been read, as `System.nanoTime()`
    public record Received(String method, String target, List<String> headers, byte[] body, long atNanos) {
        /// The value of a header, or null.
        public String header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private FakeUpstream(ServerSocket server) {
        this.server = server;
    }

    /// Starts on a free port of 127.0.0.1.
    public static FakeUpstream start() {
        try {
            return start(new ServerSocket(0, 512, InetAddress.getByName("127.0.0.1")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts on a socket of the test's own, such as a TLS one.
    public static FakeUpstream start(ServerSocket server) {
        var fake = new FakeUpstream(server);
        Thread.ofPlatform().daemon().name("fake-upstream").start(fake::accept);
        return fake;
    }

    public int port() {
        return server.getLocalPort();
    }

    /// `http://127.0.0.1:port`
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /// Answers the next request that nothing was planned for yet.
    public FakeUpstream then(FakeReply reply) {
        script.add(reply);
        return this;
    }

    /// Answers every request that nothing else was planned for.
    public FakeUpstream always(FakeReply reply) {
        otherwise = request -> reply;
        return this;
    }

    public FakeUpstream always(Function<Received, FakeReply> reply) {
        otherwise = reply;
        return this;
    }

    /// Every request read to its end so far, in order: what a provider would have processed, and billed. A snapshot.
    public List<Received> received() {
        return List.copyOf(received);
    }

    /// How many connections were accepted so far.
    public int connections() {
        return connections.get();
    }

    /// Waits for the next request.
    public Received next() throws InterruptedException {
        var request = arrivals.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    /// Waits until a client has left a stalled or silent answer.
    public boolean clientGone(long timeout, TimeUnit unit) throws InterruptedException {
        return clientGone.await(timeout, unit);
    }

    /// How many clients have left a stalled or silent answer so far.
    public int clientsGone() {
        return clientsGone.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().name("fake-connection").start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            for (var request = read(in); request != null; request = read(in)) {
                received.add(request);
                arrivals.add(request);
                var planned = script.poll();
                if (!perform(planned == null ? otherwise.apply(request) : planned, socket, in)) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client left, or we are closing: both are ordinary here
            clientIsGone();
        } finally {
            open.remove(socket);
        }
    }

    private boolean perform(FakeReply reply, Socket socket, InputStream in) throws IOException {
        var out = new Cutting(socket.getOutputStream(), reply.cutAfter());
        boolean going = out.write(reply.headText().getBytes(StandardCharsets.ISO_8859_1));
        for (var step : reply.steps()) {
            if (!going) {
                break;
            }
            switch (step) {
                case FakeReply.Step.Write(byte[] bytes) -> going = out.write(reply.chunked() ? chunk(bytes) : bytes);
                case FakeReply.Step.Await(CountDownLatch latch) -> await(latch);
                case FakeReply.Step.Reached(CountDownLatch latch) -> latch.countDown();
                case FakeReply.Step.Endless(byte[] piece, AtomicLong sent) -> {
                    byte[] bytes = reply.chunked() ? chunk(piece) : piece;
                    while (out.write(bytes)) {
                        sent.addAndGet(piece.length);
                    }
                }
                case FakeReply.Step.Stall() -> {
                    untilGone(in);
                    return false;
                }
            }
        }
        if (going && reply.end() == FakeReply.End.KEEP && reply.chunked()) {
            going = out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        if (reply.end() == FakeReply.End.RESET) {
            socket.setSoLinger(true, 0);
        }
        return going && reply.end() == FakeReply.End.KEEP;
    }

    private void untilGone(InputStream in) {
        try {
            while (in.read() >= 0) {
                // a client that talks on has not gone
            }
        } catch (IOException e) {
            // reset: gone as well
        }
        clientIsGone();
    }

    private void clientIsGone() {
        clientsGone.incrementAndGet();
        clientGone.countDown();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the test did not let the answer go on");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static byte[] chunk(byte[] bytes) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private static Received read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int tail = 0;
        while (tail != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            tail = tail << 8 | next;
            if (head.size() > MAX_HEAD) {
                throw new IOException("head too large");
            }
        }
        var lines = head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n");
        var first = lines[0].split(" ");
        var request = new Received(first[0], first[1], List.of(lines).subList(1, lines.length), new byte[0], 0);
        var length = request.header("Content-Length");
        var body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
        return new Received(request.method(), request.target(), request.headers(), body, System.nanoTime());
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets so many bytes through and no more.
    private static final class Cutting {
        private final OutputStream out;
        private int left;

        Cutting(OutputStream out, int left) {
            this.out = out;
            this.left = left;
        }

        /// @return whether everything went through
        boolean write(byte[] bytes) throws IOException {
            int count = Math.min(bytes.length, left);
            out.write(bytes, 0, count);
            out.flush();
            left -= count;
            return count == bytes.length;
        }
    }
}
