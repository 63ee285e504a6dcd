package signalbox.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import signalbox.core.RouterException;

/// Compares the ledger with what the provider counted, by model: the calls that reached it, and the tokens of the
/// answers whose usage it sent. Both must be equal but for calls whose client left (status 499): such a call may or may
/// not have reached the provider, and may have been left as its usage was sent.
record SoakBooks(Product product, Target mock) {
    private static final Pattern MODEL = Pattern.compile("\"model\" *: *\"(\\w+)\"");
    private static final Pattern ATTEMPTS = Pattern.compile("\"attempts\" *: *(\\d+)");
    private static final Pattern PROVENANCE = Pattern.compile("\"provenance\" *: *\"(\\w+)\"");
    private static final Pattern LEFT = Pattern.compile("\"http_status\" *: *499\\b");
    private static final Pattern TOKENS = Pattern.compile("\"tokens\" *: *(\\d+)");

    List<String> problems() throws IOException, RouterException, InterruptedException {
        Map<String, long[]> ours = ours();
        var problems = new ArrayList<String>();
        for (String line : counts().lines().toList()) {
            String[] theirs = line.split(" ");
            long[] mine = ours.getOrDefault(theirs[0], new long[4]);
            System.out.printf(
                    "%-8s provider: %s calls, %s with usage, %s tokens; ledger: %d, %d, %d, and %d that were left%n",
                    theirs[0], theirs[1], theirs[2], theirs[3], mine[0], mine[1], mine[2], mine[3]);
            long calls = Long.parseLong(theirs[1]) - mine[0];
            long reported = Long.parseLong(theirs[2]) - mine[1];
            long tokens = Long.parseLong(theirs[3]) - mine[2];
            boolean agree = calls >= 0 && calls <= mine[3] && reported >= 0 && reported <= mine[3];
            if (!agree || tokens != reported * (MockCall.IN + MockCall.OUT)) {
                problems.add("the ledger and the provider do not agree about " + theirs[0]);
            }
        }
        return problems;
    }

    /// By model: calls with an attempt, calls whose usage was reported, tokens of those, and calls whose client left.
    private Map<String, long[]> ours() throws IOException, RouterException {
        var sums = new TreeMap<String, long[]>();
        for (String line : product.ask(Map.of("command", "ledger-export", "format", "json")).lines().toList()) {
            long attempts = number(ATTEMPTS, line);
            Matcher model = MODEL.matcher(line);
            if (attempts > 0 && model.find()) {
                long[] sum = sums.computeIfAbsent(model.group(1), _ -> new long[4]);
                sum[LEFT.matcher(line).find() ? 3 : 0] += attempts;
                Matcher provenance = PROVENANCE.matcher(line);
                if (provenance.find() && provenance.group(1).equalsIgnoreCase("reported")) {
                    sum[1]++;
                    sum[2] += number(TOKENS, line);
                }
            }
        }
        return sums;
    }

    private static long number(Pattern field, String line) {
        Matcher matcher = field.matcher(line);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private String counts() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mock.port() + "/counts")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
