package signalbox.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import signalbox.core.Router;
import signalbox.core.ledger.Ledger;
import signalbox.core.policyfile.PolicyFile;

class ExperimentReportTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              practice:
                base-url: practice
                jurisdiction: local
                clearance: private
                models: {practice-large: {context: 200000, max-output: 8192}}
            routes:
              r:
                lanes: [practice/practice-large]
                experiment:
                  name: twice
                  arms:
                    a: {weight: 1, lane: practice/practice-large}
                    b: {weight: 1, lane: practice/practice-large}
            workloads: {w: {route: r}}
            """;

    private final List<String> asked = new ArrayList<>();

    /// Answers the questions of a report, and notes the ledger's.
    @SuppressWarnings("unchecked")
    private <T> T fake(Class<T> type, Map<String, Object> answers) {
        return (T)
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (type == Ledger.class) {
                                asked.add(method.getName());
                            }
                            return answers.get(method.getName());
                        });
    }

    @Test
    void theCallOfAMomentAgoIsInIt() throws Exception {
        var ledger = fake(Ledger.class, Map.of("armOutcomes", List.of()));
        var router = fake(Router.class, Map.of("policy", PolicyFile.read(POLICY), "ledger", ledger));
        ExperimentReport.run(router, Map.of()).writeTo(OutputStream.nullOutputStream());
        assertEquals(List.of("flush", "armOutcomes"), asked);
    }
}
