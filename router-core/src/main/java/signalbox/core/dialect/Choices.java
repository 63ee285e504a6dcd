package signalbox.core.dialect;

/// Which choices of an answer have begun and which have finished, by their `index`; those from 63 on share one place.
final class Choices {
    private long begun;
    private long done;
    private int index;
    private boolean inIndex;
    private boolean finishedHere;

    void indexBegins() {
        inIndex = true;
        index = 0;
    }

    void digit(byte digit) {
        if (inIndex) {
            index = digit >= '0' && digit <= '9' ? Math.min(63, index * 10 + digit - '0') : 63;
        }
    }

    void indexEnds() {
        inIndex = false;
    }

    /// The choice at hand names its finish reason.
    void finished() {
        finishedHere = true;
    }

    /// The choice at hand ends.
    void ends() {
        begun |= 1L << index;
        if (finishedHere) {
            done |= 1L << index;
        }
        inIndex = false;
        finishedHere = false;
        index = 0;
    }

    /// The only choice there is has stopped.
    void stopped() {
        begun |= 1;
        done |= 1;
    }

    boolean allFinished() {
        return begun != 0 && begun == done;
    }
}
