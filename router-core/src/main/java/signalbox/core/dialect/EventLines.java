package signalbox.core.dialect;

/// Splits an event stream into its fields, byte by byte, cut anywhere: LF, CRLF or CR end a line, a space after the
/// colon is optional, lines beginning with a colon are comments (WHATWG HTML, server-sent events). No line is ever
/// kept, so no line is too long.
public final class EventLines {
    private static final int LONGEST_NAME = 5;

    private final Reader reader;
    private final byte[] name = new byte[LONGEST_NAME];
    private Place place = Place.LINE_START;
    private int nameLength;
    private boolean lineFeedMayFollow;
    private boolean dataSeen;
    private boolean eventOpen;

    private enum Place {
        LINE_START,
        NAME,
        AFTER_COLON,
        DATA,
        EVENT,
        OTHER
    }

    /// What is told while splitting. Indices are into the buffer being fed.
    public interface Reader {
        /// A line begins at `at`.
        void line(int at);

        /// The line at hand is neither data nor an event's name.
        void otherLine();

        void eventName(byte[] bytes, int from, int to);

        void data(byte[] bytes, int from, int to);

        /// Another data line follows in the same event.
        void dataJoins();

        /// A blank line, which ends before `at`, has ended the event.
        void eventEnds(int at);

        /// The line feed before `at` belongs to the carriage return before it.
        void lineFeedEnds(int at);
    }

    public EventLines(Reader reader) {
        this.reader = reader;
    }

    /// Whether the bytes fed so far end between two events.
    boolean betweenEvents() {
        return place == Place.LINE_START && !eventOpen;
    }

    /// Takes the next bytes of the stream.
    public void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (lineFeedMayFollow) {
                lineFeedMayFollow = false;
                if (bytes[i] == '\n') {
                    i++;
                    reader.lineFeedEnds(i);
                    continue;
                }
            }
            i = step(bytes, i, to);
        }
    }

    private int step(byte[] bytes, int i, int to) {
        return switch (place) {
            case LINE_START -> lineStart(bytes[i], i);
            case NAME -> name(bytes[i], i);
            case AFTER_COLON -> {
                place = field();
                yield bytes[i] == ' ' ? i + 1 : i;
            }
            case DATA, EVENT, OTHER -> value(bytes, i, to);
        };
    }

    private int lineStart(byte c, int i) {
        reader.line(i);
        if (c == '\n' || c == '\r') {
            eventOpen = false;
            dataSeen = false;
            lineFeedMayFollow = c == '\r';
            reader.eventEnds(i + 1);
            return i + 1;
        }
        nameLength = 0;
        place = Place.NAME;
        if (c == ':') {
            place = Place.OTHER;
            reader.otherLine();
            return i + 1;
        }
        eventOpen = true;
        return i;
    }

    private int name(byte c, int i) {
        if (c == ':') {
            place = Place.AFTER_COLON;
            if (field() == Place.OTHER) {
                reader.otherLine();
            } else if (field() == Place.DATA) {
                join();
            }
        } else if (c == '\n' || c == '\r') {
            if (field() != Place.DATA) {
                reader.otherLine();
            }
            endLine(c);
        } else if (nameLength < LONGEST_NAME) {
            name[nameLength++] = c;
        } else {
            nameLength = LONGEST_NAME + 1;
        }
        return i + 1;
    }

    private void join() {
        if (dataSeen) {
            reader.dataJoins();
        }
        dataSeen = true;
    }

    private Place field() {
        if (nameLength == 4 && name[0] == 'd' && name[1] == 'a' && name[2] == 't' && name[3] == 'a') {
            return Place.DATA;
        }
        boolean event =
                nameLength == 5
                        && name[0] == 'e'
                        && name[1] == 'v'
                        && name[2] == 'e'
                        && name[3] == 'n'
                        && name[4] == 't';
        return event ? Place.EVENT : Place.OTHER;
    }

    private int value(byte[] bytes, int i, int to) {
        int end = ByteSearch.lineEnd(bytes, i, to);
        if (end > i && place == Place.DATA) {
            reader.data(bytes, i, end);
        } else if (end > i && place == Place.EVENT) {
            reader.eventName(bytes, i, end);
        }
        if (end == to) {
            return to;
        }
        endLine(bytes[end]);
        return end + 1;
    }

    private void endLine(byte c) {
        place = Place.LINE_START;
        lineFeedMayFollow = c == '\r';
    }
}
