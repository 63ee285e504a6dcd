package signalbox.core.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// The bytes of a stream on their way to the client, of which those of an event that may have to be hidden are kept
/// back until that is decided. Indices are into the buffer given to [#begin]; what passes goes out in one write per
/// buffer.
final class HeldBytes {
    private final int most;
    private final ByteArrayOutputStream earlier = new ByteArrayOutputStream(0);
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream(0);
    private byte[] buffer;
    private int takenTo;
    private int holdFrom;
    private boolean holding;
    private boolean dataHeld;
    private boolean eventDecided;
    private boolean lineFeedHidden;

    /// @param most bytes of one event that are ever kept back
    HeldBytes(int most) {
        this.most = most;
    }

    void begin(byte[] bytes, int offset) {
        buffer = bytes;
        takenTo = offset;
        holdFrom = offset;
    }

    /// A line begins: back it goes, until it is known what it is.
    void line(int at) {
        lineFeedHidden = false;
        if (!holding && !eventDecided) {
            holding = true;
            holdFrom = at;
        }
    }

    /// The line held is data: what came before it in the event and what follows stays with it.
    void data() {
        dataHeld |= holding;
    }

    /// The line held is of no interest.
    void otherLine() {
        if (!dataHeld) {
            release();
        }
    }

    /// The event held is an answer: it passes, and so does its rest.
    void answer() {
        release();
        eventDecided = true;
    }

    /// What is kept back of the event at hand is not for the client.
    void drop() {
        earlier.reset();
        holding = false;
    }

    void eventEnds(int at, boolean hide) {
        if (holding && hide) {
            take(holdFrom);
            earlier.reset();
            takenTo = at;
            holding = false;
            lineFeedHidden = true;
        } else {
            release();
        }
        dataHeld = false;
        eventDecided = false;
    }

    /// The line feed before `at` goes the way of the carriage return before it.
    void lineFeedEnds(int at) {
        if (lineFeedHidden) {
            take(at - 1);
            takenTo = at;
            lineFeedHidden = false;
        }
    }

    /// Hands on what is decided of the buffer, and keeps the rest.
    void flush(int end, AnswerTap.Out out) throws IOException {
        if (holding && earlier.size() + end - holdFrom > most) {
            answer();
        }
        int passTo = holding ? holdFrom : end;
        if (ready.size() == 0 && passTo > takenTo) {
            out.write(buffer, takenTo, passTo - takenTo);
        } else if (ready.size() > 0) {
            take(passTo);
            out.write(ready.toByteArray(), 0, ready.size());
            ready.reset();
        }
        if (holding) {
            earlier.write(buffer, holdFrom, end - holdFrom);
        }
        buffer = null;
    }

    /// The stream ends without a blank line.
    ///
    /// @return whether the client has been kept from an event that had begun
    boolean end(boolean hide, AnswerTap.Out out) throws IOException {
        boolean hidden = holding && hide;
        if (holding && !hide && earlier.size() > 0) {
            out.write(earlier.toByteArray(), 0, earlier.size());
        }
        earlier.reset();
        holding = false;
        return hidden;
    }

    private void release() {
        if (holding) {
            ready.writeBytes(earlier.toByteArray());
            earlier.reset();
            holding = false;
        }
    }

    private void take(int to) {
        if (to > takenTo) {
            ready.write(buffer, takenTo, to - takenTo);
            takenTo = to;
        }
    }
}
