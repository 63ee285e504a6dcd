package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// A tap behind another one that puts back what placeholders stand for, in the client's dialect. Placeholders may be
/// cut anywhere: between reads, and between the texts of successive events. A stream's event is kept back only while
/// the end of one of its texts could be the beginning of a placeholder; a plain answer is kept until its end.
public final class RestoringTap implements WrappingTap {
    /// Events kept back behind one that is undecided; what is still undecided then is no placeholder.
    private static final int MOST_EVENTS = 64;

    private static final int LONGEST_EVENT = 8 << 20;
    private static final byte[] DATA = AnswerLeaves.ascii("data:");

    private final AnswerTap inner;
    private final TextRestorer restorer;
    private final boolean stream;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final Deque<Event> events = new ArrayDeque<>();
    private final Map<String, Held> held = new HashMap<>();
    private int lineLength;
    private byte last;

    /// A text whose end is undecided, in an event that is kept back.
    private record Held(AnswerLeaves.Leaf leaf, Event event) {}

    private static final class Event {
        private final byte[] before;
        private final AnswerLeaves leaves;
        private final byte[] after;
        private int undecided;

        private Event(byte[] before, AnswerLeaves leaves, byte[] after) {
            this.before = before;
            this.leaves = leaves;
            this.after = after;
        }
    }

    /// @param inner the tap that watches the answer
    /// @param stream whether the answer is an event stream
    public RestoringTap(AnswerTap inner, TextRestorer restorer, boolean stream) {
        this.inner = inner;
        this.restorer = restorer;
        this.stream = stream;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Out out) throws IOException {
        inner.accept(buffer, offset, length, (bytes, from, count) -> take(bytes, from, count, out));
    }

    @Override
    public void end(Out out) throws IOException {
        inner.end((bytes, from, count) -> take(bytes, from, count, out));
        if (stream) {
            flushAll(out);
        } else {
            write(restored(open.toByteArray()), out);
            open.reset();
        }
    }

    @Override
    public void breakOff(DialectError error, Out out) throws IOException {
        if (stream) {
            flushAll(out);
        }
        inner.breakOff(error, out);
    }

    private void take(byte[] bytes, int from, int count, Out out) throws IOException {
        if (!stream) {
            open.write(bytes, from, count);
            return;
        }
        for (int i = from; i < from + count; i++) {
            byte b = bytes[i];
            open.write(b);
            if (b == '\n' && last == '\r') {
                // the pair ends one line; a blank one may have ended its event already
                last = b;
                continue;
            }
            boolean lineEnds = b == '\n' || b == '\r';
            boolean blank = lineEnds && lineLength == 0;
            lineLength = lineEnds ? 0 : lineLength + 1;
            last = b;
            if (blank || open.size() > LONGEST_EVENT) {
                event(open.toByteArray(), out);
                open.reset();
            }
        }
    }

    private void event(byte[] bytes, Out out) throws IOException {
        int data = data(bytes);
        if (data < 0) {
            events.addLast(new Event(bytes, null, new byte[0]));
        } else {
            int end = data;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            var leaves = AnswerLeaves.of(Arrays.copyOfRange(bytes, data, end));
            var event = new Event(Arrays.copyOf(bytes, data), leaves, Arrays.copyOfRange(bytes, end, bytes.length));
            leaves.leaves().forEach(leaf -> follow(leaf, event));
            events.addLast(event);
            // the event that ends a text may hold the last of it
            if (leaves.ends() || !json(bytes, data)) {
                settleAll();
            }
        }
        release(out);
    }

    /// Where the one data line of an event has its value; -1 when there is none.
    private static int data(byte[] bytes) {
        int line = 0;
        while (line < bytes.length) {
            if (Arrays.equals(bytes, line, Math.min(line + DATA.length, bytes.length), DATA, 0, DATA.length)) {
                int value = line + DATA.length;
                return value < bytes.length && bytes[value] == ' ' ? value + 1 : value;
            }
            while (line < bytes.length && bytes[line] != '\n' && bytes[line] != '\r') {
                line++;
            }
            line++;
        }
        return -1;
    }

    private static boolean json(byte[] bytes, int at) {
        return at < bytes.length && bytes[at] == '{';
    }

    private void follow(AnswerLeaves.Leaf leaf, Event event) {
        String channel = leaf.channel();
        Held before = held.remove(channel);
        String text = leaf.original();
        if (before != null) {
            text = before.leaf.takeTail() + text;
            before.event.undecided--;
        }
        int decided = restorer.undecided(text);
        leaf.is(restorer.restore(text.substring(0, decided), event.leaves.json(leaf)), text.substring(decided));
        if (decided < text.length()) {
            event.undecided++;
            held.put(channel, new Held(leaf, event));
        }
    }

    private void settleAll() {
        for (Held each : held.values()) {
            each.leaf.settle();
            each.event.undecided--;
        }
        held.clear();
    }

    private void release(Out out) throws IOException {
        if (events.size() > MOST_EVENTS) {
            settleAll();
        }
        var ready = new ByteArrayOutputStream();
        while (!events.isEmpty() && events.peekFirst().undecided == 0) {
            Event event = events.removeFirst();
            ready.writeBytes(event.before);
            if (event.leaves != null) {
                ready.writeBytes(event.leaves.bytes());
            }
            ready.writeBytes(event.after);
        }
        write(ready.toByteArray(), out);
    }

    private void flushAll(Out out) throws IOException {
        // a carriage return's line feed, or an event without a blank line behind it
        if (open.size() > 0) {
            event(open.toByteArray(), out);
            open.reset();
        }
        settleAll();
        release(out);
    }

    private byte[] restored(byte[] document) {
        var leaves = AnswerLeaves.of(document);
        for (AnswerLeaves.Leaf leaf : leaves.leaves()) {
            leaf.is(restorer.restore(leaf.original(), leaves.json(leaf)), "");
        }
        return leaves.bytes();
    }

    private static void write(byte[] bytes, Out out) throws IOException {
        if (bytes.length > 0) {
            out.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public AnswerTap inner() {
        return inner;
    }
}
