package signalbox.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import signalbox.core.ledger.CallRow;
import signalbox.core.testing.FakeReply;
import signalbox.core.testing.FakeUpstream;

/// The operator's prices in a running router, over real sockets.
@Timeout(60)
class PricingTest {
    private static final String ANSWER =
            """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"Hi."},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":2}}\
            """;
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              home:
                vendor: acme
                base-url: http://127.0.0.1:%d/v1
                models: {m: {context: 100000, max-output: 1000}}
            routes: {r: [home/m]}
            workloads: {w: {route: r, max-tokens: 100, any-model: true}}
            budgets: {day: {on: "workload:w", limit: $1}}
            """;

    @TempDir Path dir;

    private FakeUpstream upstream;
    private Served served;

    @BeforeEach
    void open() throws Exception {
        upstream = FakeUpstream.start();
        upstream.always(FakeReply.json(200, ANSWER));
        served = Served.open(dir.resolve("data"), POLICY.formatted(upstream.port()));
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private long set(Map<String, String> rates) throws RouterException {
        var pricing = served.router().pricing();
        var proposal = pricing.propose(new PriceSource.Edit("home", "m", "", rates, null, null));
        return pricing.apply(proposal, "ann", "invoice");
    }

    private CallRow lastRow() {
        served.flush();
        return served.router().ledger().recent(1).getFirst();
    }

    @Test
    void aPriceSetByHandLetsAnUnpricedModelServeAndPricesIt() throws Exception {
        assertEquals(503, served.chat("").statusCode());
        set(Map.of("input", "1", "output", "2"));
        var answer = served.chat("");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(10 * 1_000 + 2 * 2_000, lastRow().costNanos());

        set(Map.of("input", "3"));
        served.chat("");
        assertEquals(10 * 3_000 + 2 * 2_000, lastRow().costNanos());
    }

    @Test
    void everyAmountIsExplainedAlsoAfterThePriceChangedAndTheRouterRestarted() throws Exception {
        set(Map.of("input", "1", "output", "2"));
        served.chat("");
        CallRow row = lastRow();
        set(Map.of("input", "3"));
        served.router().pricing().apply(served.router().pricing().propose(new PriceSource.Undo(1)), "ann", "");
        served.close();
        served = Served.open(dir.resolve("data"));

        var money = served.router().pricing().money(served.router().ledger().call(row.id()).orElseThrow()).getFirst();
        assertTrue(money.exact(), money.note());
        assertEquals(
                List.of("IN_TEXT 10 × 1000000 = 10000000", "OUT_TEXT 2 × 2000000 = 4000000"),
                money.lines().stream()
                        .map(line -> line.counter() + " " + line.units() + " × " + line.rate() + " = " + line.pico())
                        .toList());
        assertEquals("by hand", money.records().getFirst().source());
        assertEquals(2, served.router().pricing().history().undone().size() + 1);
    }

    @Test
    void pricesSurviveARestartAndStandInTheAuditTrail() throws Exception {
        set(Map.of("input", "1", "output", "2"));
        var before = served.router().prices().records();
        served.close();
        served = Served.open(dir.resolve("data"));
        assertEquals(before, served.router().prices().records());
        served.router().ledger().flush();
        var entry = served.router().ledger().audit(10).stream().filter(e -> e.reason().equals("invoice")).findFirst();
        assertTrue(entry.orElseThrow().change().startsWith("Set the price of acme/m from "));
        assertTrue(entry.orElseThrow().after().contains("acme,m,"), entry.orElseThrow().after());
    }

    @Test
    void aCallIsSettledByThePricesItWasPlannedWith() throws Exception {
        set(Map.of("input", "1", "output", "2"));
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        upstream.always(request -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return FakeReply.json(200, ANSWER);
        });
        var answer =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return served.chat("").statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        asked.await();
        set(Map.of("input", "100", "output", "200"));
        go.countDown();
        assertEquals(200, answer.join());
        assertEquals(10 * 1_000 + 2 * 2_000, lastRow().costNanos());
    }

    @Test
    void aTableIsShownFirstAndAppliedAsOneChange() throws Exception {
        var told = new ArrayList<RouterEvent>();
        try (var _ = served.router().on(told::add)) {
            var pricing = served.router().pricing();
            var proposal =
                    pricing.propose(
                            new PriceSource.Table(
                                    "list.csv", "vendor,model,in,out\nacme,m,1,2\nacme,n,2,-4\nacme,o,1,1\n"));
            assertEquals(2, proposal.diff().added().size());
            assertEquals("[Problem[row=line 3, reason=out: below 0: -4]]", proposal.problems().toString());
            assertEquals(List.of(), told, "nothing happens by proposing");
            assertEquals(1, pricing.apply(proposal, "ann", ""));
            assertTrue(served.router().prices().standard("acme", "o", Instant.now()).isPresent());
            assertEquals(1, told.stream().filter(RouterEvent.PricesChanged.class::isInstance).count());
            var late = assertThrows(RouterException.class, () -> pricing.apply(proposal, "ann", ""));
            assertEquals("prices_changed", late.code());
            assertEquals(1, pricing.history().revision());
        }
    }

    @Test
    void aPeriodIsPricedAgainAsCorrectionsAndOnlyOnce() throws Exception {
        Instant start = Instant.now().minusSeconds(3600);
        set(Map.of("input", "1", "output", "2"));
        served.chat("");
        served.chat("");
        CallRow row = lastRow();
        var pricing = served.router().pricing();
        var late = new PriceSource.Edit("home", "m", "", Map.of("input", "3", "output", "4"), start, null);
        pricing.apply(pricing.propose(late), "ann", "the invoice says so");
        assertEquals(2 * 14_000, served.budget("day").spent(), "a price alone rewrites nothing");

        var preview = pricing.previewReprice(start, Instant.MAX, new RepriceFilter("home", "", ""));
        assertEquals(2, preview.looked());
        assertEquals(2 * (38_000 - 14_000), preview.addedNanos());
        assertEquals(List.of(new Repricing.OfModel("home", "m", 2, 28_000, 76_000)), preview.models());
        assertEquals(2 * 14_000, served.budget("day").spent(), "nor does looking");

        assertEquals(48_000, pricing.reprice(preview, "ann", "the invoice says so"));
        assertEquals(2 * 38_000, served.budget("day").spent());
        assertEquals(row, served.router().ledger().call(row.id()).orElseThrow(), "the row stays");
        served.flush();
        assertEquals(24_000, served.router().ledger().adjustments(row.id()).getFirst().costNanos());

        var again = pricing.previewReprice(start, Instant.MAX, RepriceFilter.ALL);
        assertEquals(List.of(), again.attempts());
        assertEquals(0, pricing.reprice(again, "ann", ""));
        assertEquals("preview_outdated", outdated(preview));
        assertEquals(2 * 38_000, served.budget("day").spent());
        assertEquals(0, pricing.previewReprice(start, Instant.MAX, new RepriceFilter("", "", "v")).looked());
    }

    private String outdated(Repricing preview) {
        return assertThrows(RouterException.class, () -> served.router().pricing().reprice(preview, "ann", "")).code();
    }

    @Test
    void whatAPersonSettledIsNotPricedAgain() throws Exception {
        Instant start = Instant.now().minusSeconds(3600);
        set(Map.of("input", "1", "output", "2"));
        upstream.always(
                FakeReply.stream().event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}").close());
        assertThrows(IOException.class, () -> served.chat("\"stream\":true"));
        CallRow row = lastRow();
        served.router()
                .settleReviewed(row.id(), OptionalInt.empty(), OptionalLong.of(5), "ann", "the provider says so");
        set(Map.of("input", "3"));
        var preview = served.router().pricing().previewReprice(start, Instant.MAX, RepriceFilter.ALL);
        assertEquals(Map.of("a person settled its cost", 1L), preview.skipped());
        assertEquals(List.of(), preview.attempts());
    }

    @Test
    void badInputIsRefusedWithItsReason() {
        refused("bad_price", "below 0", new PriceSource.Edit("home", "m", "", Map.of("input", "-1"), null, null));
        refused(
                "bad_price",
                "needs input and output",
                new PriceSource.Edit("home", "m", "", Map.of("input", "1"), null, null));
        refused("bad_price", "no price in the book", new PriceSource.End("acme/m@2026-01-01", null));
        refused("bad_price", "no change 7", new PriceSource.Undo(7));
        refused(
                "bad_price_table",
                "unknown columns: colour",
                new PriceSource.Table("t", "vendor,model,in,out,colour\n"));
        refused("bad_price_table", "overlaps", new PriceSource.Table("t", "vendor,model,in,out\na,b,1,1\na,b,2,2\n"));
        refused("price_download_failed", "https", new PriceSource.Address(URI.create("http://example.com/p.csv")));
        assertEquals(0, served.router().pricing().history().revision());
    }

    private void refused(String code, String words, PriceSource source) {
        var e = assertThrows(RouterException.class, () -> served.router().pricing().propose(source));
        assertEquals(code, e.code(), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
