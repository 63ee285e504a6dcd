package signalbox.app.connect;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import signalbox.app.live.Background;
import signalbox.app.shell.Machine;
import signalbox.core.Router;
import signalbox.core.Router.IssuedKey;
import signalbox.core.ledger.CallRow;
import signalbox.core.policy.AppKey;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Wire;

/// State and actions of the connect screen. FX thread; the router is asked in the background.
public final class ConnectModel {
    private final Router router;
    private final Background background;
    private final String actor;
    private final ToolFiles files;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<IssuedKey> issued = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<FirstCall> first = new ReadOnlyObjectWrapper<>();
    private String workload = "";

    public ConnectModel(Router router, Background background, String actor, Machine machine, InstantSource clock) {
        this.clock = clock;
        this.files = new ToolFiles(machine.home(), machine.environment());
        this.router = router;
        this.background = background;
        this.actor = actor;
    }

    /// The key made here, with its secret; null while there is none.
    ReadOnlyObjectProperty<IssuedKey> issued() {
        return issued.getReadOnlyProperty();
    }

    /// The first call with the key made here, or of the workload while none was made; null while waiting.
    ReadOnlyObjectProperty<FirstCall> first() {
        return first.getReadOnlyProperty();
    }

    List<String> workloads() {
        return List.copyOf(router.policy().workloads().keySet());
    }

    String workload() {
        return workload;
    }

    /// Turns to a workload; a key of another is forgotten.
    void choose(String name) {
        if (!name.equals(workload)) {
            workload = name;
            forget();
        }
    }

    /// Forgets the secret and waits anew.
    void forget() {
        issued.set(null);
        first.set(null);
    }

    /// Names of the keys that may use the workload.
    List<String> keys() {
        return router.policy().keys().values().stream()
                .filter(key -> key.allowed().contains(workload))
                .map(AppKey::name)
                .toList();
    }

    /// A name that no key has yet.
    String freeName() {
        var taken = router.policy().keys().keySet();
        String wanted = workload.isEmpty() ? "app" : shortened(workload) + "-app";
        String candidate = wanted;
        for (int i = 2; taken.contains(candidate); i++) {
            candidate = wanted + "-" + i;
        }
        return candidate;
    }

    /// The wires that providers of the workload’s route speak.
    Set<Wire> wires() {
        Policy policy = router.policy();
        var chosen = policy.workloads().get(workload);
        return chosen == null
                ? Set.of()
                : policy.routes().get(chosen.route()).targets().stream()
                        .map(target -> policy.providers().get(target.provider()).wire())
                        .collect(Collectors.toSet());
    }

    boolean anyModel() {
        var chosen = router.policy().workloads().get(workload);
        return chosen != null && chosen.anyModel();
    }

    /// Whether a `provider/model` only simulates.
    boolean practice(String target) {
        var provider = router.policy().providers().get(target.substring(0, Math.max(0, target.indexOf('/'))));
        return provider != null && provider.practice();
    }

    void issue(String name, Consumer<Exception> failed) {
        String of = workload;
        background.run(
                () -> router.issueKey(name, of, Set.of(), actor),
                key -> {
                    first.set(null);
                    issued.set(key);
                },
                failed);
    }

    /// A call has finished.
    void heard(CallRow row) {
        boolean ours =
                issued.get() == null ? row.workload().equals(workload) : row.key().equals(issued.get().key().name());
        if (ours && (first.get() == null || !first.get().answered())) {
            first.set(FirstCall.of(row));
        }
    }

    /// Makes one real call through the listener with the key made here.
    void test(String baseUrl, Consumer<TestRequest.Outcome> done, Consumer<Exception> failed) {
        String secret = issued.get().secret();
        String of = workload;
        Wire wire = wires().contains(Wire.OPENAI_CHAT) ? Wire.OPENAI_CHAT : Wire.ANTHROPIC;
        background.run(() -> TestRequest.send(baseUrl, wire, of, secret), done, failed);
    }

    /// Whether an app has a configuration of its own that can be written here.
    boolean writes(Client client) {
        return files.has(client);
    }

    /// What an app’s own configuration would say with the key made here.
    void plan(Client client, String baseUrl, Consumer<List<ToolFiles.Planned>> done, Consumer<Exception> failed) {
        String secret = issued.get().secret();
        background.run(() -> files.plan(client, baseUrl, secret, clock.instant()), done, failed);
    }

    void write(List<ToolFiles.Planned> planned, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    files.write(planned);
                    return planned;
                },
                written -> done.run(),
                failed);
    }

    /// Puts the old files back.
    void unwrite(List<ToolFiles.Planned> planned, Runnable done, Consumer<Exception> failed) {
        background.run(
                () -> {
                    files.undo(planned);
                    return planned;
                },
                taken -> done.run(),
                failed);
    }

    private static String shortened(String name) {
        return name.length() > 50 ? name.substring(0, 50) : name;
    }
}
