package signalbox.core.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import signalbox.core.PriceSource;
import signalbox.core.RepriceFilter;
import signalbox.core.Router;
import signalbox.core.RouterException;
import signalbox.core.control.ControlCommands.Result;
import signalbox.core.policy.Provider;
import signalbox.core.price.PriceProposal;
import signalbox.core.price.PriceRecord;

/// The commands about prices. Thread-safe.
final class PriceCommands {
    private final Router router;

    PriceCommands(Router router) {
        this.router = router;
    }

    /// @throws RouterException when it cannot be done; nothing was changed
    Result run(Map<String, String> request) throws RouterException {
        return switch (request.get("command")) {
            case "prices-list" -> list(request);
            case "prices-show" -> show(request);
            case "prices-changes" -> changes();
            case "prices-set" -> apply(set(request), request);
            case "prices-end" -> apply(new PriceSource.End(word(request, "id"), time(request, "at")), request);
            case "prices-undo" -> apply(new PriceSource.Undo(number(word(request, "revision"))), request);
            case "prices-import" -> imported(request);
            case "prices-reprice" -> reprice(request);
            default ->
                    throw new RouterException(
                            "unknown_command",
                            "The running Signalbox does not know this command; is it an older version?");
        };
    }

    private Result list(Map<String, String> request) throws RouterException {
        Instant at = time(request, "at");
        Instant when = at == null ? Instant.now() : at;
        var book = router.prices();
        String vendor = vendor(word(request, "provider"));
        return out -> PriceReport.list(out, book, vendor, word(request, "model"), when);
    }

    /// Every record of a model, past, present and future, or the one of an id.
    private Result show(Map<String, String> request) throws RouterException {
        String what = word(request, "what");
        var byId = router.pricing().history().find(what);
        if (byId.isPresent()) {
            return out -> PriceReport.records(out, List.of(byId.get()));
        }
        int slash = what.indexOf('/');
        String vendor = vendor(what.substring(0, Math.max(0, slash)));
        String model = what.substring(slash + 1);
        List<PriceRecord> found =
                router.prices().records().stream()
                        .filter(price -> price.vendor().equals(vendor) && price.model().equals(model))
                        .toList();
        if (found.isEmpty()) {
            throw new RouterException(
                    "unknown_price", "There is no price for \"" + what + "\". List them with: signalbox prices list.");
        }
        return out -> PriceReport.records(out, found);
    }

    private Result changes() {
        var history = router.pricing().history();
        List<String> texts =
                LongStream.rangeClosed(1, history.revision())
                        .mapToObj(revision -> history.change(revision).write())
                        .toList();
        return out -> PriceReport.changes(out, texts);
    }

    private PriceSource set(Map<String, String> request) throws RouterException {
        String target = word(request, "target");
        int slash = target.indexOf('/');
        if (slash < 1 || slash == target.length() - 1) {
            throw new RouterException("bad_price", "Name the model as PROVIDER/MODEL, not \"" + target + "\".");
        }
        return new PriceSource.Edit(
                target.substring(0, slash),
                target.substring(slash + 1),
                word(request, "tier"),
                rates(word(request, "rates")),
                time(request, "from"),
                time(request, "to"));
    }

    private static Map<String, String> rates(String text) throws RouterException {
        var rates = new LinkedHashMap<String, String>();
        for (String part : text.isEmpty() ? new String[0] : text.split("\n")) {
            int equals = part.indexOf('=');
            if (equals < 1 || rates.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new RouterException(
                        "bad_price", "Give each rate once, as input=0.75; \"" + part + "\" is not such a rate.");
            }
        }
        return rates;
    }

    private Result imported(Map<String, String> request) throws RouterException {
        String url = word(request, "url");
        PriceSource source =
                url.isEmpty()
                        ? new PriceSource.Table(word(request, "name"), word(request, "text"))
                        : new PriceSource.Address(address(url));
        if (word(request, "yes").equals("true")) {
            return apply(source, request);
        }
        PriceProposal proposal = router.pricing().propose(source);
        return out -> PriceReport.proposal(out, proposal, 0);
    }

    private static URI address(String url) throws RouterException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new RouterException("price_download_failed", "\"" + url + "\" is no address.", e);
        }
    }

    private Result apply(PriceSource source, Map<String, String> request) throws RouterException {
        var pricing = router.pricing();
        PriceProposal proposal = pricing.propose(source);
        long revision = proposal.none() ? 0 : pricing.apply(proposal, word(request, "actor"), word(request, "reason"));
        return out -> PriceReport.proposal(out, proposal, revision);
    }

    private Result reprice(Map<String, String> request) throws RouterException {
        Instant from = time(request, "from");
        Instant to = time(request, "to");
        if (from == null || to == null || !from.isBefore(to)) {
            throw new RouterException("bad_time", "Give a period: --from before --to.");
        }
        var pricing = router.pricing();
        var filter = new RepriceFilter(word(request, "provider"), word(request, "model"), word(request, "workload"));
        var preview = pricing.previewReprice(from, to, filter);
        boolean yes = word(request, "yes").equals("true");
        if (yes) {
            pricing.reprice(preview, word(request, "actor"), word(request, "reason"));
        }
        return out -> PriceReport.repricing(out, preview, yes);
    }

    /// A provider of the policy by its vendor; any other word is a vendor.
    private String vendor(String name) {
        Provider provider = router.policy().providers().get(name);
        return PriceRecord.vendorOf(provider == null ? name : provider.vendor());
    }

    private static String word(Map<String, String> request, String name) {
        return request.getOrDefault(name, "");
    }

    private static long number(String text) throws RouterException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RouterException("bad_price", "\"" + text + "\" is not the number of a price change.", e);
        }
    }

    private static Instant time(Map<String, String> request, String name) throws RouterException {
        String text = word(request, name);
        try {
            return text.isEmpty() ? null : Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
        } catch (DateTimeParseException e) {
            throw new RouterException(
                    "bad_time", "\"" + text + "\" is not a time; write 2026-11-21 or 2026-11-21T08:00:00Z (UTC).", e);
        }
    }
}
