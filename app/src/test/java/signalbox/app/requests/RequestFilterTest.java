package signalbox.app.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.app.testing.SampleCalls;
import signalbox.core.ledger.CallRow;

class RequestFilterTest {
    private static final CallRow REFUSED = SampleCalls.call(1, 2, Duration.ZERO, CallRow.Outcome.REFUSED, 0);
    private static final CallRow DEAR = SampleCalls.call(2, 4, Duration.ZERO, CallRow.Outcome.ANSWERED, 250_000_000L);

    @ParameterizedTest
    @CsvSource({
        "'', true, true",
        "workload:etl, true, false",
        "WORKLOAD:ETL status:refused, true, false",
        "status:429, true, false",
        "status:ans, false, true",
        "cost:>0.10, false, true",
        "cost:<0.10, true, false",
        "cost:>30¢, false, false",
        "slow:>300ms, false, true",
        "slow:>60, false, false",
        "opus, false, true",
        "code:budget, true, false",
        "practice:yes, false, false",
        "practice:no, true, true",
    })
    void wordsMustAllHold(String words, boolean refused, boolean dear) {
        var filter = RequestFilter.parse(words);
        assertEquals(List.of(), filter.unknown());
        assertEquals(refused, filter.holds().test(REFUSED), "refused call");
        assertEquals(dear, filter.holds().test(DEAR), "dear call");
    }

    @Test
    void aCallIsFoundByItsId() {
        assertEquals(true, RequestFilter.parse(SampleCalls.id(DEAR)).holds().test(DEAR));
        assertEquals(false, RequestFilter.parse(SampleCalls.id(DEAR)).holds().test(REFUSED));
    }

    @Test
    void wordsThatMeanNothingAreNamedAndHideNothing() {
        var filter = RequestFilter.parse("colour:red cost:dear workload:etl");
        assertEquals(List.of("colour:red", "cost:dear"), filter.unknown());
        assertEquals(true, filter.holds().test(REFUSED));
    }
}
