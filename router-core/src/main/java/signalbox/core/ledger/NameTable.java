package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The numbers of names in the database: dimensions of the roll-ups and what the rows' details repeat. New numbers must
/// be saved in the transaction that uses them. Used by the store thread.
final class NameTable implements Names {
    /// Texts other than dimensions get numbers up to here, so that texts which never occur twice cannot fill memory.
    private static final int MOST = 1 << 15;

    private static final int LONGEST = 512;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private int saved;

    NameTable(Handle handle) {
        handle.createQuery("select text from name order by id").mapTo(String.class).forEach(this::define);
        saved = texts.size();
    }

    /// The number of a dimension's name.
    int dimension(String text) {
        Integer number = numbers.get(text);
        if (number == null) {
            define(text);
            return texts.size() - 1;
        }
        return number;
    }

    /// The number that a text has, -1 when it has none; gives it none.
    int number(String text) {
        return numbers.getOrDefault(text, -1);
    }

    @Override
    public int find(String text) {
        Integer number = numbers.get(text);
        if (number != null) {
            return number;
        }
        return texts.size() < MOST && text.length() <= LONGEST ? dimension(text) : -1;
    }

    @Override
    public boolean accepts(String text) {
        return false;
    }

    @Override
    public void define(String text) {
        numbers.put(text, texts.size());
        texts.add(text);
    }

    @Override
    public String text(int number) {
        return texts.get(number);
    }

    void save(Handle handle) {
        if (saved == texts.size()) {
            return;
        }
        var batch = handle.prepareBatch("insert into name values (?, ?)");
        for (int number = saved; number < texts.size(); number++) {
            batch.add(number, texts.get(number));
        }
        batch.execute();
        saved = texts.size();
    }
}
