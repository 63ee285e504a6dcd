package signalbox.core.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client that sends exactly the bytes it is told to, and reads HTTP/1.1 answers.
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final int port;

    RawClient(int port) throws IOException {
        this("127.0.0.1", port);
    }

    RawClient(String address, int port) throws IOException {
        this.port = port;
        this.socket = new Socket(InetAddress.getByName(address), port);
        this.socket.setSoTimeout(TIMEOUT_MILLIS);
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    Socket socket() {
        return socket;
    }

    /// `PORT` in the text becomes the port.
    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.replace("PORT", "" + port).getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// A well-formed call with a body, and further header lines.
    RawClient post(String path, String body, String... lines) throws IOException {
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n");
        head.append("Authorization: Bearer " + FakeRouter.SECRET + "\r\nContent-Type: application/json\r\n");
        head.append("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n");
        for (var line : lines) {
            head.append(line).append("\r\n");
        }
        return send(head + "\r\n" + body);
    }

    RawClient get(String path, String... lines) throws IOException {
        var head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n");
        for (var line : lines) {
            head.append(line).append("\r\n");
        }
        return send(head + "\r\n");
    }

    Answer read() throws IOException {
        return read(false);
    }

    /// @param bodiless whether the request was HEAD
    Answer read(boolean bodiless) throws IOException {
        var head = readHead();
        if (bodiless || head.status() == 204 || head.status() == 100) {
            return head;
        }
        if (head.header("transfer-encoding").equals("chunked")) {
            var body = new StringBuilder();
            for (var piece = readChunk(); !piece.isEmpty(); piece = readChunk()) {
                body.append(piece);
            }
            return new Answer(head.status(), head.headers(), body.toString());
        }
        var body = in.readNBytes(Integer.parseInt(head.header("content-length")));
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    Answer readHead() throws IOException {
        var status = line().split(" ");
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status[1]), headers, "");
    }

    /// The next chunk of a streamed answer, empty at its end.
    String readChunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        var data = in.readNBytes(size);
        if (!line().isEmpty()) {
            throw new IOException("chunk without its end");
        }
        return new String(data, StandardCharsets.UTF_8);
    }

    /// Whether the server closes without sending anything more.
    boolean closed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /// Leaves with a reset instead of an orderly end.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("connection closed after " + line.size() + " bytes of a line");
            }
            line.write(b);
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
