package signalbox.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.budget.BudgetStatus.State;
import signalbox.core.policy.Amount;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyChange.Part;

class CapOverSocketsTest {
    private static final int CLIENTS = 32;

    /// One call at most: about 250 bytes in and 100 tokens out at $3 and $15 a million, under 2.5 m$ held and less
    /// spent; the cap is worth about 50.
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              practice:
                base-url: practice
                jurisdiction: local
                clearance: private
                models: {practice-large: {context: 200000, max-output: 8192}}
            routes: {r: [practice/practice-large]}
            workloads: {w: {route: r, max-tokens: 100, any-model: true}}
            budgets: {w-day: {on: "workload:w", limit: $0.08}}
            """;

    @TempDir Path dir;

    @Test
    void manyClientsNeverSpendMoreThanTheCap() throws Exception {
        try (Served served = Served.open(dir, POLICY);
                var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var answered = new AtomicInteger();
            var unexpected = new AtomicInteger();
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < CLIENTS; i++) {
                work.add(() -> {
                    for (int call = 0; call < 20; call++) {
                        int status = served.chat("").statusCode();
                        (status == 200 ? answered : unexpected).addAndGet(status == 200 || status != 429 ? 1 : 0);
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
            assertEquals(0, unexpected.get(), "neither answered nor refused by the budget");
            assertTrue(answered.get() >= 20, "the cap should be worth more than " + answered);
            await().untilAsserted(() -> assertEquals(0, served.budget("w-day").held()));
            var status = served.budget("w-day");
            assertTrue(status.spent() <= 80_000_000, "spent " + status.spent());
            served.flush();
            long ledger = served.router().ledger().recent(2000).stream().mapToLong(row -> row.costNanos()).sum();
            assertEquals(status.spent(), ledger, "the counter is the sum of the rows");
        }
    }

    private static HttpResponse<String> untilRefused(Served served) throws Exception {
        for (int i = 0; i < 500; i++) {
            HttpResponse<String> answer = served.chat("");
            if (answer.statusCode() != 200) {
                return answer;
            }
        }
        throw new AssertionError("never refused");
    }

    @Test
    void aHaltRefusesWithItsFiguresUntilUnlockedOrRaisedAndOutlivesARestart() throws Exception {
        long spent;
        try (Served served = Served.open(dir, POLICY)) {
            HttpResponse<String> refused = untilRefused(served);
            assertEquals(429, refused.statusCode());
            assertTrue(refused.body().contains("\"code\":\"budget_halted\""), refused.body());
            assertTrue(refused.body().contains("\"cap\":80000000"), refused.body());
            assertTrue(refused.headers().firstValue("retry-after").isPresent());
            assertEquals(State.HALTED, served.budget("w-day").state());
            spent = served.budget("w-day").spent();
            served.flush();
            var halts =
                    served.router().ledger().audit(10).stream().filter(one -> one.actor().equals("policy")).toList();
            assertTrue(
                    halts.getFirst().change().matches("Halted w-day: \\$0\\.0[0-9]+ of \\$0\\.08 is spent"),
                    "" + halts);
        }
        try (Served served = Served.open(dir)) {
            assertEquals(spent, served.budget("w-day").spent());
            assertEquals(State.HALTED, served.budget("w-day").state());
            served.router().revokeKey("w-key", "test");
            served.issueKey("w");
            assertEquals(429, served.chat("").statusCode());
            served.router().unlock("w", Optional.of(Amount.parse("$0.10")), "test", "");
            assertEquals(200, served.chat("").statusCode());
            assertEquals(429, untilRefused(served).statusCode());
            assertTrue(served.budget("w-day").spent() <= 100_000_000);
            served.router().raise("w", Optional.of(Amount.parse("$0.20")), true, "test", "month end");
            assertEquals(200, served.chat("").statusCode());
            assertEquals(200_000_000, served.router().policy().budgets().get("w-day").cap());
        }
    }

    @Test
    void aCallRefusedOnEveryLaneCountsOnceAndStaysPractice() throws Exception {
        String twoLanes =
                POLICY.replace("[practice/practice-large]", "[practice/practice-large, practice/practice-small]")
                        .replace(
                                "models: {practice-large: {context: 200000, max-output: 8192}}",
                                "models: {practice-large: {max-output: 8192}, practice-small: {max-output: 8192}}");
        try (Served served = Served.open(dir, twoLanes)) {
            served.router().apply(raisedTo(served, 1), "test", "");
            assertEquals(429, served.chat("").statusCode());
            served.router().apply(raisedTo(served, 3_000_000), "test", "");
            untilRefused(served);
            long refused = served.budget("w-day").refused();
            assertEquals(429, served.chat("").statusCode());
            assertEquals(refused + 1, served.budget("w-day").refused());
            served.flush();
            assertTrue(served.router().ledger().recent(1).getFirst().practice());
        }
    }

    @Test
    void anUnlockOfSeveralBudgetsHappensAsAWholeOrNotAtAll() throws Exception {
        String both =
                POLICY.replace(
                                "workloads: {w: {route: r, max-tokens: 100, any-model: true}}",
                                "workloads: {w: {route: r, max-tokens: 100, any-model: true}, v: {route: r, max-tokens:"
                                        + " 100, any-model: true}}")
                        .replace("limit: $0.08}}", "limit: $0.02}, all: {on: \"provider:practice\", limit: $0.05}}");
        try (Served served = Served.open(dir, both)) {
            assertEquals(429, untilRefused(served).statusCode());
            served.issueKey("v");
            HttpResponse<String> ofV = untilRefused(served);
            assertEquals(429, ofV.statusCode(), ofV.body());
            assertEquals(State.HALTED, served.budget("w-day").state());
            assertEquals(State.HALTED, served.budget("all").state());

            assertCode(
                    "ceiling_too_low",
                    () -> served.router().unlock("w", Optional.of(Amount.parse("$0.04")), "test", ""));
            assertEquals(State.HALTED, served.budget("w-day").state(), "the other one was too low for it");
            assertEquals(20_000_000, served.budget("w-day").cap());

            assertEquals(2, served.router().unlock("w", Optional.of(Amount.parse("$0.10")), "test", "").size());
            assertEquals(100_000_000, served.budget("w-day").cap());
            assertEquals(100_000_000, served.budget("all").cap());
            served.flush();
            assertEquals(
                    2,
                    served.router().ledger().audit(10).stream()
                            .filter(entry -> entry.change().startsWith("Unlocked"))
                            .count());
        }
    }

    private static PolicyChange raisedTo(Served served, long cap) {
        var budget = served.router().policy().budgets().get("w-day");
        return new PolicyChange.Put(new Part.OfBudget(budget.withCap(cap)));
    }

    @Test
    void unlockAndRaiseRefuseWhatMakesNoSense() throws Exception {
        try (Served served = Served.open(dir, POLICY)) {
            assertCode("unknown_workload", () -> served.router().unlock("none", Optional.empty(), "test", ""));
            assertCode("not_halted", () -> served.router().unlock("w", Optional.empty(), "test", ""));
            assertCode(
                    "ceiling_too_low",
                    () -> served.router().raise("w", Optional.of(Amount.parse("$0.01")), false, "test", ""));
            assertCode(
                    "no_budget",
                    () -> served.router().raise("w", Optional.of(Amount.parse("5 calls")), false, "test", ""));
            long before = served.router().policy().version();
            var wrong = served.router().policy().budgets().get("w-day").withCap(-1);
            assertCode(
                    "policy_invalid",
                    () -> served.router().apply(new PolicyChange.Put(new Part.OfBudget(wrong)), "test", ""));
            assertEquals(before, served.router().policy().version(), "nothing was changed");
        }
    }

    private static void assertCode(String code, Executable action) {
        assertEquals(code, assertThrows(RouterException.class, action).code());
    }

    @Test
    void aChangeIsUndoneByWhatApplyingItGaveBackAndBothStandInTheAuditTrail() throws Exception {
        try (Served served = Served.open(dir, POLICY)) {
            var before = served.router().policy();
            var raised = before.budgets().get("w-day").withCap(5);
            PolicyChange undo = served.router().apply(new PolicyChange.Put(new Part.OfBudget(raised)), "ann", "why");
            assertEquals(429, served.chat("").statusCode(), "the lower cap holds at once");
            served.router().apply(undo, "ann", "");
            assertEquals(before.withVersion(0), served.router().policy().withVersion(0));
            served.flush();
            var audit = served.router().ledger().audit(2);
            assertEquals("Changed budget w-day", audit.getFirst().change());
            assertTrue(audit.getLast().after().contains("$0.000000005"), audit.getLast().after());
            assertEquals("why", audit.getLast().reason());
        }
    }
}
