package signalbox.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import signalbox.core.policy.Count;

@Command(
        name = "backup",
        description = {
            "Copy the whole data directory into a new zip file, while Signalbox runs or not.",
            "Stored provider keys stay encrypted in it."
        })
final class BackupCommand implements Callable<Integer> {
    private static final String KEY =
            "vault.key is not in it: keep that file in another place, or store the provider keys again after a restore.%n"
                    .formatted();

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.zip", description = "The file to make.")
    private Path file;

    @Override
    public Integer call() {
        return Nearby.run(
                spec,
                json -> {
                    Map<String, Object> made = CareText.map(json);
                    Nearby.print(
                            spec,
                            json,
                            "%s holds everything up to %s: %s, %s, %s.%n"
                                            .formatted(
                                                    made.get("file"),
                                                    made.get("at"),
                                                    Count.of((long) made.get("records"), "record"),
                                                    Count.of((long) made.get("files"), "file"),
                                                    Count.of((long) made.get("bytes"), "byte"))
                                    + (made.get("vault_key_left_out").equals(true) ? KEY : ""));
                    return 0;
                },
                "backup",
                "file",
                file.toAbsolutePath().normalize().toString());
    }
}
