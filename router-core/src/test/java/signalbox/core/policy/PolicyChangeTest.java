package signalbox.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyChangeTest {
    private static final Route ROUTE = new Route("r", List.of(new Lane(List.of(new Target("p", "m", 1)))));
    private static final Budget BUDGET =
            new Budget(
                    "b",
                    new Scope.Everything(),
                    Measure.MONEY,
                    5,
                    Window.DAY,
                    ZoneOffset.UTC,
                    List.of(80),
                    AtLimit.HALT);

    @Test
    void everyChangeCountsOneVersionAndIsUndoneByItsInverse() {
        var put = new PolicyChange.Put(new PolicyChange.Part.OfRoute(ROUTE));
        var raise = new PolicyChange.Put(new PolicyChange.Part.OfBudget(BUDGET.withCap(9)));
        Policy before = new PolicyChange.Put(new PolicyChange.Part.OfBudget(BUDGET)).applyTo(Policy.EMPTY);
        for (PolicyChange change :
                List.of(
                        put,
                        raise,
                        new PolicyChange.Remove(new PolicyChange.Part.OfBudget(BUDGET)),
                        new PolicyChange.Several(List.of(put, raise)),
                        new PolicyChange.Replace(Policy.EMPTY))) {
            Policy after = change.applyTo(before);
            assertEquals(before.version() + 1, after.version());
            Policy undone = change.inverse(before).applyTo(after);
            assertEquals(before.withVersion(0), undone.withVersion(0), change.toString());
        }
    }

    @Test
    void amountsReadAndWriteExactly() {
        assertEquals(new Amount(Measure.MONEY, 25_000_000_000L), Amount.parse("$25"));
        assertEquals(new Amount(Measure.MONEY, 500_000L), Amount.parse("0.0005"));
        assertEquals(new Amount(Measure.TOKENS, 2_500_000), Amount.parse("2.5M tokens"));
        assertEquals("$0.0005", new Amount(Measure.MONEY, 500_000L).format());
        assertEquals("$1000.00", Amount.parse("$1,000").format());
        for (String wrong : List.of("", "-1", "$5 tokens", "five", "1e9", "0.0000000001", "99999999999999999999")) {
            assertThrows(IllegalArgumentException.class, () -> Amount.parse(wrong), wrong);
        }
    }
}
