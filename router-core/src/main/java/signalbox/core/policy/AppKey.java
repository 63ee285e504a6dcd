package signalbox.core.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// A local credential of one app, by name. The secret itself is shown once when issued and kept only as a hash, outside
/// the policy.
///
/// @param workload the default workload of its calls
/// @param allowed every workload it may use, the default included
/// @param piiFloor the least class its calls have
/// @param opaque the least class of its calls that carry what cannot be read for PII: images, sound, files
public record AppKey(String name, String workload, Set<String> allowed, PiiClass piiFloor, PiiClass opaque) {
    public AppKey {
        var all = new LinkedHashSet<String>();
        all.add(workload);
        all.addAll(allowed);
        allowed = Collections.unmodifiableSet(all);
    }

    public AppKey(String name, String workload, Set<String> allowed, PiiClass piiFloor) {
        this(name, workload, allowed, piiFloor, PiiClass.PRIVATE);
    }
}
