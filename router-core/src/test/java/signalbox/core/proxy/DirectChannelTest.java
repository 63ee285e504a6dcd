package signalbox.core.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectChannelTest {
    @Test
    void aConnectionThatCannotBeTakenDoesNotEndTheListener() throws Exception {
        var socket = SocketChannel.open();
        socket.close();
        var accepted = new ArrayList<Object>();
        assertEquals(0, DirectChannel.Listener.take(null, socket, accepted));
        assertEquals(List.of(), accepted);
    }
}
