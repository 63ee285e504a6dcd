package signalbox.core.price;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import signalbox.core.policy.Ability;
import signalbox.core.policy.ModelClass;

/// The models that ship with Signalbox: `models.csv`, read once. Facts to start from; the operator's policy decides.
public final class ShippedModels {
    /// Output limit for a model whose own is not known, in tokens.
    public static final int ASSUMED_OUTPUT = 32_768;

    private ShippedModels() {}

    private static final class Once {
        static final List<ShippedModel> ALL = read();
        static final Map<String, List<ShippedModel>> BY_VENDOR =
                ALL.stream().collect(Collectors.groupingBy(ShippedModel::vendor));
    }

    /// Every model, vendor by vendor.
    public static List<ShippedModel> all() {
        return Once.ALL;
    }

    /// A vendor's models, dearest class first as the table has them; empty for a vendor it does not know.
    public static List<ShippedModel> of(String vendor) {
        return List.copyOf(Once.BY_VENDOR.getOrDefault(VendorQuirks.pricedAs(vendor), List.of()));
    }

    /// The vendors, in the table's order.
    public static Set<String> vendors() {
        var vendors = new LinkedHashSet<String>();
        all().forEach(model -> vendors.add(model.vendor()));
        return vendors;
    }

    /// One model by id; a snapshot-dated id finds its base model.
    public static Optional<ShippedModel> find(String vendor, String id) {
        var models = Once.BY_VENDOR.getOrDefault(VendorQuirks.pricedAs(vendor), List.of());
        return find(models, id).or(() -> find(models, PriceTable.withoutDate(id)));
    }

    private static Optional<ShippedModel> find(List<ShippedModel> models, String id) {
        for (var model : models) {
            if (model.id().equals(id)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    private static List<ShippedModel> read() {
        var models = new ArrayList<ShippedModel>();
        Csv.read(ShippedPrices.resource("models.csv"), (line, row) -> models.add(model(row)));
        return List.copyOf(models);
    }

    private static ShippedModel model(Map<String, String> row) {
        var abilities = EnumSet.noneOf(Ability.class);
        for (var word : row.get("abilities").split(" ")) {
            if (!word.isEmpty()) {
                abilities.add(Ability.valueOf(constant(word)));
            }
        }
        int context = Integer.parseInt(row.get("context"));
        boolean known = !row.get("max_output").isEmpty();
        int output = known ? Integer.parseInt(row.get("max_output")) : Math.min(ASSUMED_OUTPUT, context);
        return new ShippedModel(
                row.get("vendor"),
                row.get("model"),
                ModelClass.valueOf(constant(row.get("class"))),
                context,
                output,
                known,
                abilities,
                row.get("jurisdiction"));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
