package signalbox.core.past;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kind of log: which rows are its, and how they are read.
interface Format {
    /// Those that are known, in the order in which they are tried.
    List<Format> ALL =
            List.of(
                    new ClaudeCode(),
                    new Codex(),
                    new LiteLlm(),
                    new OpenRouter(),
                    new Langfuse(),
                    new Helicone(),
                    new DaySums(),
                    new PlainRows());

    PastTool tool();

    /// Whether a row with these fields is one of its.
    boolean knows(Fields row);

    /// A reader for one file.
    Rows open(Seen seen, Out out);

    static Optional<Format> of(Map<String, String> row) {
        var fields = new Fields(row);
        return ALL.stream().filter(format -> format.knows(fields)).findFirst();
    }

    /// Reads the rows of one file, in order.
    interface Rows {
        /// @throws BadRowException when a call stands there that cannot be read
        void row(Fields row) throws BadRowException;

        /// After the last row.
        default void end() {}
    }

    /// Where calls go.
    interface Out {
        void call(PastCall call);

        /// A call that was counted already.
        void duplicate();

        /// A call that went through Signalbox, whose ledger has it.
        void routed();
    }

    /// Reads rows of which each is a call of its own.
    interface Single {
        PastCall call(Fields row) throws BadRowException;
    }

    /// Rows that may come again under the same id.
    static Rows rows(Seen seen, Out out, String id, Single single) {
        return row -> {
            PastCall call = single.call(row);
            if (call == null) {
                return;
            }
            String mine = row.text(id);
            if (!mine.isEmpty() && !seen.first(call.tool().id(), mine)) {
                out.duplicate();
            } else {
                out.call(call);
            }
        };
    }
}
