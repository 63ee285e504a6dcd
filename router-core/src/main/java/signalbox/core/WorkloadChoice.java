package signalbox.core;

import java.util.Map;
import signalbox.core.dialect.DialectError;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Policy;

/// Which workload a call belongs to: the path or header wins, then a model named `workload:NAME`, then the key's
/// default; always within what the key allows. Pure.
final class WorkloadChoice {
    private static final String PREFIX = "workload:";

    private WorkloadChoice() {}

    /// @param workload the chosen workload; null when `refusal` says why there is none
    /// @param model the model asked for, empty when the model field named the workload
    record Chosen(String workload, String model, Refusals.Refusal refusal) {}

    static Chosen choose(Policy policy, AppKey key, String fromPathOrHeader, String model) {
        boolean named = model.startsWith(PREFIX);
        String fromModel = named ? model.substring(PREFIX.length()) : "";
        if (named && !fromPathOrHeader.isEmpty() && !fromPathOrHeader.equals(fromModel)) {
            return refused(
                    Refusals.workload(
                            "workload_conflict",
                            "The model names workload \""
                                    + fromModel
                                    + "\" and the path or header another; name one."));
        }
        String workload = named ? fromModel : fromPathOrHeader.isEmpty() ? key.workload() : fromPathOrHeader;
        if (!policy.workloads().containsKey(workload)) {
            return refused(
                    new Refusals.Refusal(
                            new DialectError(
                                    404,
                                    DialectError.Type.NOT_FOUND,
                                    "unknown_workload",
                                    "There is no workload by that name; this key may use "
                                            + String.join(", ", key.allowed())
                                            + ".",
                                    "model",
                                    Map.of()),
                            null));
        }
        if (!key.allowed().contains(workload)) {
            return refused(Refusals.notAllowed(workload, key.name()));
        }
        return new Chosen(workload, named ? "" : model, null);
    }

    private static Chosen refused(Refusals.Refusal refusal) {
        return new Chosen(null, "", refusal);
    }
}
