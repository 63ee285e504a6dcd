package signalbox.app.routes;

import java.util.List;
import signalbox.core.policy.Route;

/// One route of the list.
///
/// @param workloads who uses it, by name
public record RouteRow(Route route, List<String> workloads) {
    public RouteRow {
        workloads = List.copyOf(workloads);
    }
}
