package signalbox.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import signalbox.core.RouterException;

/// The running product.
///
/// @param target with an app key of its own
record Product(Target target, Path dataDir) {
    static Product of(Server.Started started, Path dataDir, int upstreamPort) throws IOException, RouterException {
        String issued = Servers.ask(dataDir, Map.of("command", "keys-issue", "workload", "bench", "actor", "bench"));
        // issuing took away what else the key may name
        String policy = policy(upstreamPort, 0);
        Servers.ask(dataDir, Map.of("command", "policy-import", "policy", policy, "actor", "bench"));
        String secret = issued.replaceFirst("(?s).*\"secret\" *: *\"([^\"]+)\".*", "$1");
        String headers = "Authorization: Bearer " + secret + "\r\n";
        int port = Servers.lastNumber(started.line());
        return new Product(new Target("Signalbox", port, "/v1/chat/completions", headers, started.server()), dataDir);
    }

    String ask(Map<String, String> command) throws IOException, RouterException {
        return Servers.ask(dataDir, command);
    }

    /// The hours of the three budgets begin at :00, :15 and :30, so that a soak of half an hour rolls two windows.
    ///
    /// @param edit makes one version of the policy differ from another
    static String policy(int upstreamPort, int edit) {
        return """
        signalbox: 1
        providers:
          mock:
            vendor: openai
            base-url: http://127.0.0.1:%1$d/v1
            credential: env:BENCH_PROVIDER_KEY
            jurisdiction: US
            models:
              plain: {price: {input: 0.75, cache-read: 0.075, output: 4.5}}
              paced: {price: {input: 0.75, cache-read: 0.075, output: 4.5}}
              flaky: {price: {input: 0.75, cache-read: 0.075, output: 4.5}}
              leaving: {price: {input: 0.75, cache-read: 0.075, output: 4.5}}
        routes:
          plain: [mock/plain]
          paced: [mock/paced]
          flaky: [mock/flaky]
          leaving: [mock/leaving]
        workloads:
          bench: {route: plain, task: summarise, max-tokens: %2$d}
          paced: {route: paced, task: summarise, max-tokens: %2$d}
          flaky: {route: flaky, task: summarise, max-tokens: %2$d}
          leaving: {route: leaving, task: summarise, max-tokens: %2$d}
        budgets:
          bench-hour: {on: "workload:bench", limit: $900000.00, window: hour}
          all-hour: {on: everything, limit: $900000.00, window: hour, zone: Asia/Kolkata}
          provider-hour: {on: "provider:mock", limit: 900000M tokens, window: hour, zone: Asia/Kathmandu}
        rules:
          private-stays-home: {at-least: private, jurisdictions: [local]}
        keys:
          bench: {workload: bench, allow: [paced, flaky, leaving]}
        """
                .formatted(upstreamPort, 1000 + edit);
    }
}
