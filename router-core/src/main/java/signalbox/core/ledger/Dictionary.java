package signalbox.core.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The names of one journal segment: each is written out where it first occurs and is a number from then on. Bounded,
/// so that texts which never occur twice cannot fill memory. Used by one thread.
final class Dictionary implements Names {
    private static final int MOST = 1 << 14;
    private static final int LONGEST = 512;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    @Override
    public int find(String text) {
        return numbers.getOrDefault(text, -1);
    }

    @Override
    public boolean accepts(String text) {
        return texts.size() < MOST && text.length() <= LONGEST;
    }

    @Override
    public void define(String text) {
        numbers.put(text, texts.size());
        texts.add(text);
    }

    int size() {
        return texts.size();
    }

    /// Forgets every name defined after there were `size`.
    void cut(int size) {
        List<String> later = texts.subList(size, texts.size());
        numbers.keySet().removeAll(later);
        later.clear();
    }

    @Override
    public String text(int number) {
        return texts.get(number);
    }
}
