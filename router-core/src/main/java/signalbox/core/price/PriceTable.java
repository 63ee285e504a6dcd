package signalbox.core.price;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Price records by vendor and model.
///
/// A model id is looked up as it stands; then without a leading `models/` (Gemini lists ids so); then without a
/// snapshot date at its end (`-2024-08-06`, `-20250929`), because a snapshot has its base model's price unless the
/// table names the snapshot itself; then by pattern (`*:free`, `*`), the longest first. Anything else is unknown.
final class PriceTable {
    private static final List<RateCard> NONE = List.of();

    private final Map<String, Map<String, List<RateCard>>> exact = new HashMap<>();
    private final Map<String, List<Pattern>> patterns = new HashMap<>();

    /// A model id with one `*` for any text.
    private record Pattern(String prefix, String suffix, List<RateCard> cards) {
        boolean matches(String id) {
            return id.length() >= length() && id.startsWith(prefix) && id.endsWith(suffix);
        }

        int length() {
            return prefix.length() + suffix.length();
        }
    }

    PriceTable(List<PriceRecord> records) {
        for (var price : records) {
            exact.computeIfAbsent(price.vendor(), vendor -> new HashMap<>())
                    .computeIfAbsent(price.model(), model -> new ArrayList<>())
                    .add(RateCard.of(price));
        }
        exact.forEach((vendor, models) -> patterns.put(vendor, patternsOf(models)));
    }

    /// Every card of the model, whatever its conditions; empty when the model is unknown.
    List<RateCard> cards(String vendor, String model) {
        var known = VendorQuirks.pricedAs(vendor);
        var models = exact.get(known);
        if (models == null) {
            return NONE;
        }
        var cards = models.get(model);
        if (cards == null) {
            var bare = model.startsWith("models/") ? model.substring("models/".length()) : model;
            cards = models.getOrDefault(bare, models.get(withoutDate(bare)));
        }
        return cards == null ? byPattern(known, model) : cards;
    }

    private List<RateCard> byPattern(String vendor, String model) {
        for (var pattern : patterns.get(vendor)) {
            if (pattern.matches(model)) {
                return pattern.cards;
            }
        }
        return NONE;
    }

    private static List<Pattern> patternsOf(Map<String, List<RateCard>> models) {
        var found = new ArrayList<Pattern>();
        models.forEach((model, cards) -> {
            int star = model.indexOf('*');
            if (star >= 0) {
                found.add(new Pattern(model.substring(0, star), model.substring(star + 1), cards));
            }
        });
        found.sort((a, b) -> b.length() - a.length());
        return found;
    }

    /// The id without `-YYYY-MM-DD` or `-YYYYMMDD` at its end; the same id when it has none.
    static String withoutDate(String id) {
        if (endsInDate(id, "-0000-00-00")) {
            return id.substring(0, id.length() - "-0000-00-00".length());
        }
        if (endsInDate(id, "-00000000")) {
            return id.substring(0, id.length() - "-00000000".length());
        }
        return id;
    }

    /// @param shape `0` stands for a digit; the first two digits must be `20`
    private static boolean endsInDate(String id, String shape) {
        int start = id.length() - shape.length();
        if (start < 1 || !id.startsWith("-20", start)) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = id.charAt(start + i);
            boolean fits = shape.charAt(i) == '0' ? c >= '0' && c <= '9' : c == shape.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
