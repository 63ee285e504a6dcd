package signalbox.app.shell;

import signalbox.core.policy.Rule;

/// Where to go, and with what in hand.
public sealed interface Route {
    Destination to();

    /// A screen as it was left.
    record Plain(Destination to) implements Route {}

    /// A workload’s details.
    record Workload(String name) implements Route {
        @Override
        public Destination to() {
            return Destination.WORKLOADS;
        }
    }

    /// One budget.
    record Budget(String name) implements Route {
        @Override
        public Destination to() {
            return Destination.BUDGETS;
        }
    }

    /// One route’s lanes.
    record Lanes(String route) implements Route {
        @Override
        public Destination to() {
            return Destination.ROUTES;
        }
    }

    /// The request list with a filter, in the words of its filter field: `workload:etl status:refused`.
    record Requests(String filter) implements Route {
        @Override
        public Destination to() {
            return Destination.REQUESTS;
        }
    }

    /// One provider’s card.
    record Provider(String name) implements Route {
        @Override
        public Destination to() {
            return Destination.PROVIDERS;
        }
    }

    /// A call, opened in the simulator.
    record Simulate(long callId) implements Route {
        @Override
        public Destination to() {
            return Destination.SIMULATOR;
        }
    }

    /// Logs of other tools, in the simulator.
    record PastLogs() implements Route {
        @Override
        public Destination to() {
            return Destination.SIMULATOR;
        }
    }

    /// A new rule of the interlock, begun from what happened.
    record NewRule(Rule start) implements Route {
        @Override
        public Destination to() {
            return Destination.PRIVACY;
        }
    }

    /// One entry of the audit trail.
    record Change(long sequence) implements Route {
        @Override
        public Destination to() {
            return Destination.AUDIT;
        }
    }

    /// The connect screen for a workload just made for an app that was refused, with a key for it.
    ///
    /// @param agent what the app calls itself; may be empty
    record Adopted(String workload, String agent) implements Route {
        @Override
        public Destination to() {
            return Destination.CONNECT;
        }
    }

    /// The connect screen for one workload.
    record Connect(String workload) implements Route {
        @Override
        public Destination to() {
            return Destination.CONNECT;
        }
    }
}
