package signalbox.core.policy;

import java.util.OptionalInt;
import java.util.Set;

/// A hard rule of the interlock, beside the built-in one (a provider's clearance). It speaks about calls of a class and
/// says which providers they may reach; nothing can bypass it.
///
/// @param atLeast the rule speaks about calls of this class and above
/// @param jurisdictions where inference must run; empty means anywhere
/// @param noTraining whether the provider must not train on input
/// @param retentionDays how many days the provider may keep a prompt at most, 0 for not at all; empty means any.
///   Inference on this machine keeps nothing; elsewhere only facts that somebody attested count, or a provider that can
///   be asked with the request
/// @param workloads the workloads it speaks about; empty means all
public record Rule(
        String name,
        PiiClass atLeast,
        Set<String> jurisdictions,
        boolean noTraining,
        OptionalInt retentionDays,
        Set<String> workloads) {
    public Rule {
        jurisdictions = Set.copyOf(jurisdictions);
        workloads = Set.copyOf(workloads);
    }

    /// A rule that leaves retention open.
    public Rule(String name, PiiClass atLeast, Set<String> jurisdictions, boolean noTraining, Set<String> workloads) {
        this(name, atLeast, jurisdictions, noTraining, OptionalInt.empty(), workloads);
    }
}
