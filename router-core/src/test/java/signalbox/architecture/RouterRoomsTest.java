package signalbox.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import signalbox.core.Router;

/// The rooms of router-core: what is not in this table may not be used. JavaFX and the desktop are in no row.
class RouterRoomsTest {
    private static final String CORE = "signalbox.core";
    private static final String LOG = "org.slf4j";
    private static final String JSON = "com.fasterxml.jackson.core";

    private static final Map<String, Room> ROOMS =
            Stream.of(
                            new Room(CORE + ".policy"),
                            new Room(CORE + ".vendor", CORE + ".policy"),
                            new Room(CORE + ".plan", CORE + ".policy", CORE + ".price", CORE + ".vendor"),
                            new Room(CORE + ".budget", CORE + ".policy", LOG),
                            new Room(CORE + ".price", CORE + ".policy", CORE + ".vendor", JSON),
                            new Room(
                                    CORE + ".dialect",
                                    CORE + ".dialect.neutral.Json",
                                    CORE + ".policy.Wire",
                                    CORE + ".policy.Ability",
                                    JSON),
                            new Room(CORE + ".dialect.neutral", JSON),
                            new Room(
                                    CORE + ".dialect.translate",
                                    CORE + ".dialect",
                                    CORE + ".dialect.neutral",
                                    CORE + ".policy.Wire",
                                    CORE + ".policy.Ability",
                                    CORE + ".vendor"),
                            new Room(
                                    CORE + ".provider",
                                    CORE + ".policy",
                                    CORE + ".dialect",
                                    CORE + ".price",
                                    CORE + ".vendor",
                                    CORE + ".dialect.neutral",
                                    CORE + ".secret",
                                    "okhttp3",
                                    "okio",
                                    // nothing is logged there: a constructor of OkHttp wants one
                                    "java.util.logging.Logger",
                                    JSON,
                                    LOG),
                            new Room(
                                    CORE + ".pii",
                                    CORE + ".policy.PiiClass",
                                    CORE + ".policy.Tripwire",
                                    "com.google.i18n.phonenumbers",
                                    "com.google.re2j"),
                            new Room(
                                    CORE + ".ledger",
                                    CORE + ".policy",
                                    CORE + ".plan",
                                    CORE + ".budget",
                                    CORE + ".price",
                                    "java.sql",
                                    "javax.sql",
                                    "org.jdbi",
                                    "org.h2",
                                    "org.flywaydb",
                                    "org.apache.commons.csv",
                                    JSON,
                                    LOG),
                            new Room(
                                    CORE + ".cache",
                                    CORE + ".dialect.neutral.Json",
                                    "com.github.benmanes.caffeine",
                                    "javax.crypto"),
                            new Room(
                                    CORE + ".simulate",
                                    CORE + ".policy",
                                    CORE + ".plan",
                                    CORE + ".budget",
                                    CORE + ".price",
                                    CORE + ".ledger"),
                            new Room(
                                    CORE + ".past",
                                    CORE + ".policy",
                                    CORE + ".plan.CallFacts",
                                    CORE + ".price",
                                    CORE + ".vendor",
                                    CORE + ".simulate",
                                    CORE + ".ledger.UsageExport",
                                    CORE + ".ledger.UsageExportException",
                                    "org.apache.commons.csv",
                                    JSON),
                            new Room(CORE + ".secret", LOG),
                            new Room(CORE + ".policyfile", CORE + ".policy", "org.snakeyaml.engine"),
                            new Room(
                                    CORE,
                                    CORE + ".vendor",
                                    CORE + ".policy",
                                    CORE + ".plan",
                                    CORE + ".budget",
                                    CORE + ".price",
                                    CORE + ".dialect",
                                    CORE + ".dialect.translate",
                                    CORE + ".provider",
                                    CORE + ".pii",
                                    CORE + ".ledger",
                                    CORE + ".cache",
                                    CORE + ".simulate",
                                    CORE + ".secret",
                                    CORE + ".policyfile",
                                    JSON,
                                    LOG),
                            new Room(CORE + ".proxy", CORE, CORE + ".dialect", CORE + ".policy", "io.netty", LOG),
                            new Room(
                                    CORE + ".control",
                                    CORE,
                                    CORE + ".simulate",
                                    CORE + ".plan",
                                    CORE + ".dialect",
                                    CORE + ".policy",
                                    CORE + ".policyfile",
                                    CORE + ".budget",
                                    CORE + ".ledger",
                                    CORE + ".price",
                                    JSON,
                                    LOG))
                    .collect(Collectors.toMap(Room::name, Function.identity()));

    @Test
    void everyClassKnowsOnlyWhatItsRoomMayKnow() throws IOException {
        var violations =
                ClassUses.ofModule(Router.class).stream().flatMap(RouterRoomsTest::violations).sorted().toList();
        assertEquals("", String.join("\n", violations));
    }

    @Test
    void aPlantedClassIsCaught() {
        var planted = PlantedClass.calling(CORE + ".policy.Planted", "javafx.application.Platform", "exit");
        assertEquals(
                List.of("signalbox.core.policy.Planted must not use javafx.application.Platform"),
                violations(planted).toList());
        var upstairs = PlantedClass.calling(CORE + ".policy.Planted", CORE + ".plan.Planner", "plan");
        assertEquals(
                List.of("signalbox.core.policy.Planted must not use signalbox.core.plan.Planner"),
                violations(upstairs).toList());
        var outside = PlantedClass.calling(CORE + ".attic.Planted", "java.lang.Object", "toString");
        assertEquals(List.of("signalbox.core.attic.Planted is in no room of the table"), violations(outside).toList());
    }

    private static Stream<String> violations(ClassUses uses) {
        var room = ROOMS.get(uses.packageName());
        return room == null ? Stream.of(uses.name() + " is in no room of the table") : room.violations(uses);
    }
}
