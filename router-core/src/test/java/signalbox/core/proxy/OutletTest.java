package signalbox.core.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What is said of an answer that is just being written: a connection that closes then would cut it off.
class OutletTest {
    @Test
    void anAnswerHasNotLeftWhileItIsBeingWritten() throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var listener = ServerSocketChannel.open().bind(address);
                var client = SocketChannel.open(listener.getLocalAddress())) {
            var channel = new DirectChannel(null, listener.accept());
            var outlet = new Outlet(channel);
            var asked = new AtomicReference<FutureTask<Boolean>>();
            outlet.whole(
                    new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK),
                    "{}".getBytes(StandardCharsets.US_ASCII),
                    () -> asked.set(askedMeanwhile(outlet)));
            assertTrue(asked.get().get(5, TimeUnit.SECONDS));
            var answer = ByteBuffer.allocate(64);
            client.read(answer);
            assertEquals(
                    "HTTP/1.1 200 OK\r\n\r\n{}",
                    new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII));
            channel.unsafe().closeForcibly();
        }
    }

    /// Asks on another thread, and returns once that one waits for the answer to its question.
    private static FutureTask<Boolean> askedMeanwhile(Outlet outlet) {
        var question = new FutureTask<>(outlet::clear);
        Thread asking = Thread.ofPlatform().start(question);
        await().until(() -> question.isDone() || asking.getState() == Thread.State.WAITING);
        assertEquals(Thread.State.WAITING, asking.getState(), "answered before the bytes are out");
        return question;
    }
}
