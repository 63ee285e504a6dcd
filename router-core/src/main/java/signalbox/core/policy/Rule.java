package signalbox.core.policy;

import java.util.Set;

/// A hard rule of the interlock, beside the built-in one (a provider's clearance). It speaks about calls of a class and
/// says which providers they may reach; nothing can bypass it.
///
/// @param atLeast the rule speaks about calls of this class and above
/// @param jurisdictions where inference must run; empty means anywhere
/// @param noTraining whether the provider must not train on input
/// @param workloads the workloads it speaks about; empty means all
public record Rule(
        String name, PiiClass atLeast, Set<String> jurisdictions, boolean noTraining, Set<String> workloads) {
    public Rule {
        jurisdictions = Set.copyOf(jurisdictions);
        workloads = Set.copyOf(workloads);
    }
}
