package signalbox.core.dialect.translate;

import java.util.Set;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Wire;
import signalbox.core.vendor.ChatQuirks;
import signalbox.core.vendor.Vendors;

/// Who a translated request is written for.
///
/// @param vendor as in the policy: whose quirks apply
/// @param outputLimit always written, in the field named `limitField` where the format has several
public record Target(
        Wire wire, String vendor, String model, int outputLimit, String limitField, Set<Ability> abilities) {
    public Target {
        abilities = Set.copyOf(abilities);
    }

    boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    /// What its vendor's endpoint wants or refuses.
    ChatQuirks quirks() {
        return Vendors.of(vendor).chat();
    }

    ModelTraits traits() {
        return ModelTraits.of(model);
    }
}
