package signalbox.app.simulator;

import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.control.PlanQuestion;
import signalbox.core.ledger.CallRow;
import signalbox.core.plan.CallFacts;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;

/// Which call is asked about.
sealed interface Question {
    /// What the planner may know of the call.
    ///
    /// @throws RouterException when it is no call that can be planned; the message says why
    CallFacts facts(Policy policy) throws RouterException;

    /// One of the past.
    record Past(CallRow row) implements Question {
        @Override
        public CallFacts facts(Policy policy) throws RouterException {
            return row.facts()
                    .orElseThrow(() ->
                            new RouterException(
                                    "no_facts",
                                    "This call kept no facts to plan it again; its request could not be read."));
        }
    }

    /// One with this body.
    record Body(String workload, String json) implements Question {
        @Override
        public CallFacts facts(Policy policy) throws RouterException {
            return PlanQuestion.facts(policy, workload, json);
        }
    }

    /// One described by its size.
    ///
    /// @param outputLimit -1 for none
    record Described(String workload, String model, PiiClass pii, long inputTokens, int outputLimit, boolean stream)
            implements Question {
        @Override
        public CallFacts facts(Policy policy) throws RouterException {
            CallFacts plain = PlanQuestion.facts(policy, workload, "");
            return new CallFacts(
                    workload,
                    "",
                    plain.wire(),
                    model,
                    plain.pii().atLeast(pii),
                    inputTokens,
                    outputLimit,
                    1,
                    stream,
                    plain.needs(),
                    0,
                    "");
        }
    }

    /// The newest call of the past with that id.
    static Question past(Router router, long id) throws RouterException {
        return new Past(
                router.ledger()
                        .call(id)
                        .orElseThrow(
                                () -> new RouterException("unknown_call", "The ledger has no such call any more.")));
    }
}
