package signalbox.load;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import signalbox.core.RouterException;
import signalbox.core.control.ControlClient;

/// Starts what the bench measures, each on a port of its own, everything it writes in one directory of its own.
final class Servers {
    private final Path directory;
    private final Path tree;

    /// @param directory is emptied
    /// @param tree the built program, with `bin/` and `lib/`
    Servers(Path directory, Path tree) throws IOException {
        this.directory = directory;
        this.tree = tree;
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }

    Path directory() {
        return directory;
    }

    Target mock() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                        java(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mock.class.getName());
        var started = Server.start(builder, "Mock listening on", log("mock"));
        return new Target("direct", lastNumber(started.line()), "/v1/chat/completions", "", started.server());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The product without a window, everything on: a key, three budgets, the tripwire, a priced provider with a key.
    ///
    /// @param name of its data directory
    /// @param options for the Java machine
    Product product(int upstreamPort, String name, String options)
            throws IOException, InterruptedException, RouterException {
        Path data = directory.resolve(name);
        Path policy = directory.resolve("policy.yaml");
        Files.writeString(policy, Product.policy(upstreamPort, 0));
        var builder =
                new ProcessBuilder(
                        tree.resolve("bin/signalbox").toString(),
                        "--headless",
                        "--port",
                        "0",
                        "--data-dir",
                        data.toString(),
                        "--policy",
                        policy.toString());
        builder.environment().put("BENCH_PROVIDER_KEY", "sk-bench-0123456789abcdef");
        builder.environment().put("SIGNALBOX_OPTS", options);
        var started = Server.start(builder, "Signalbox listening on", log(name));
        return Product.of(started, data, upstreamPort);
    }

    /// Lets the product learn from some traffic and keeps what its Java machine learned, as an installer does.
    ///
    /// @return the option that uses it; empty with a word when it cannot be made
    String classCache(Load load, int upstreamPort) throws IOException, InterruptedException, RouterException {
        Path cache = directory.resolve("signalbox.aot").toAbsolutePath();
        Product learning = product(upstreamPort, "training", "-XX:AOTCacheOutput=" + cache);
        System.out.printf(
                "without a class cache: %.0f ms to listening%n", learning.target().server().startedInMillis());
        load.run(learning.target(), Load.Shape.closed(16, Duration.ZERO, Duration.ofSeconds(8)));
        load.run(learning.target(), Load.Shape.streams(20, Duration.ZERO, Duration.ofSeconds(8)));
        learning.target().server().end(Duration.ofMinutes(3));
        if (Files.exists(cache)) {
            return "-XX:AOTCache=" + cache + " -Xlog:aot=off";
        }
        System.out.println("The training run left no class cache; " + log("training") + " may say why.");
        return "";
    }

    /// A bare nginx in front of the mock, connections kept, nothing buffered; empty with a word where there is none.
    Optional<Target> nginx(int upstreamPort) throws IOException, InterruptedException {
        Optional<Path> program = find("nginx", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");
        if (program.isEmpty()) {
            System.out.println("nginx: left out, it is not installed (Debian: nginx-light).");
            return Optional.empty();
        }
        int port = freePort();
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, nginxConfiguration(port, upstreamPort));
        var builder =
                new ProcessBuilder(
                        program.get().toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        directory.resolve("nginx-errors.log").toString());
        Server server = new Server(builder.redirectErrorStream(true).redirectOutput(log("nginx").toFile()).start(), 0);
        TimeUnit.SECONDS.sleep(1);
        if (!server.alive()) {
            System.out.println("nginx: left out, it did not start: " + Files.readString(log("nginx")).strip());
            return Optional.empty();
        }
        return Optional.of(new Target("nginx", port, "/v1/chat/completions", "", server));
    }

    private String nginxConfiguration(int port, int upstreamPort) {
        return """
        daemon off;
        worker_processes auto;
        pid %1$s/nginx.pid;
        events { worker_connections 4096; }
        http {
            access_log off;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            keepalive_requests 100000000;
            upstream mock { server 127.0.0.1:%3$d; keepalive 1024; keepalive_requests 100000000; }
            server {
                listen 127.0.0.1:%2$d backlog=4096;
                location / {
                    proxy_pass http://mock;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_buffering off;
                }
            }
        }
        """
                .formatted(directory.toAbsolutePath(), port, upstreamPort);
    }

    /// Portkey's gateway from npm; empty with a word where it cannot be installed.
    Optional<Target> portkey(int upstreamPort) throws IOException, InterruptedException {
        if (find("npm", "/usr/bin").isEmpty() || find("node", "/usr/bin").isEmpty()) {
            System.out.println("Portkey: left out, node and npm are not installed.");
            return Optional.empty();
        }
        Path home = directory.resolveSibling("portkey-gateway");
        Path program = home.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!Files.exists(program) && !install(home, "@portkey-ai/gateway@1.15.2", program)) {
            System.out.println("Portkey: left out, npm cannot install it; " + log("npm") + " says why.");
            return Optional.empty();
        }
        int port = freePort();
        var builder = new ProcessBuilder("node", program.toString(), "--port=" + port, "--headless");
        builder.environment().put("NODE_ENV", "production");
        builder.environment().put("TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost");
        var started = Server.start(builder, "Ready for connections", log("portkey"));
        String headers =
                "Authorization: Bearer sk-bench\r\n"
                        + "x-portkey-provider: openai\r\n"
                        + "x-portkey-custom-host: http://127.0.0.1:"
                        + upstreamPort
                        + "/v1\r\n";
        return Optional.of(new Target("Portkey", port, "/v1/chat/completions", headers, started.server()));
    }

    /// With the web server library of its release: under the newest one that npm would take, every stream of the
    /// gateway fails, because that one hands out headers that cannot be changed.
    private boolean install(Path home, String what, Path program) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Files.writeString(
                home.resolve("package.json"),
                """
                {"private": true, "overrides": {"@hono/node-server": "1.13.8"}}
                """);
        var npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--prefix", home.toString(), what);
        Process process = npm.redirectErrorStream(true).redirectOutput(log("npm").toFile()).start();
        return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0 && Files.exists(program);
    }

    private Path log(String name) {
        return directory.resolve(name + ".out");
    }

    private static Optional<Path> find(String program, String... more) {
        var folders = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
        folders.addAll(List.of(more));
        return folders.stream().map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static int lastNumber(String line) {
        return Integer.parseInt(line.replaceFirst(".*?(\\d+)\\s*$", "$1"));
    }

    /// What the running product answers to a command.
    static String ask(Path data, Map<String, String> command) throws IOException, RouterException {
        try (var answer = ControlClient.send(data, command)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
