package signalbox.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import signalbox.app.Main;

/// The rooms of the console. Every package below `signalbox.app` that is not a shared room is a screen.
class ConsoleRoomsTest {
    private static final String APP = "signalbox.app";
    private static final String LIVE = APP + ".live";
    private static final String DESKTOP = APP + ".desktop";
    private static final String COMMAND_LINE = APP + ".cli";
    private static final Set<String> OPEN_TO_SCREENS =
            Set.of(APP + ".shell", LIVE, APP + ".form", APP + ".chart", APP + ".text");

    @Test
    void everyClassKeepsTheRulesOfItsRoom() throws IOException {
        var classes = ClassUses.ofModule(Main.class);
        assertTrue(classes.stream().anyMatch(uses -> uses.name().equals(Main.class.getName())), "no classes read");
        assertEquals(
                "", classes.stream().flatMap(ConsoleRoomsTest::violations).sorted().collect(Collectors.joining("\n")));
    }

    @Test
    void plantedClassesAreCaught() {
        caught("audit.AuditPage", "signalbox.app.workloads.WorkloadsPage", "a screen knows no other screen");
        caught("audit.AuditPage", "signalbox.app.desktop.AwtTray", "a screen knows no other screen");
        caught("form.Field", "signalbox.app.audit.AuditPage", "a shared room knows no screen");
        caught("audit.AuditModel", "javafx.scene.Node", "a model knows no scene");
        caught("audit.AuditModel$Draft", "javafx.stage.Stage", "a model knows no scene");
        caught("shell.Window", "java.awt.Toolkit", "only the desktop room knows AWT");
        caught("shell.Window", "javafx.scene.web.WebView", "nobody browses the web");
        assertEquals(
                List.of("signalbox.app.shell.Window: only the live room hops to the FX thread"),
                violations(planted("shell.Window", "javafx.application.Platform", "runLater")).toList());
    }

    @Test
    void plantedClassesThatKeepTheRulesPass() {
        passes("AppGraph", "signalbox.app.audit.AuditPage", "create");
        passes("audit.AuditPage", "signalbox.app.audit.AuditModel", "rows");
        passes("audit.AuditPage", "signalbox.app.form.Form", "create");
        passes("audit.AuditPage", "javafx.scene.Node", "create");
        passes("audit.AuditModel", "javafx.beans.property.Property", "create");
        passes("desktop.AwtTray", "java.awt.SystemTray", "isSupported");
        passes("live.Fx", "javafx.application.Platform", "runLater");
    }

    private static void caught(String name, String uses, String rule) {
        assertEquals(
                List.of(APP + "." + name + ": " + rule + ", not " + uses),
                violations(planted(name, uses, "act")).toList());
    }

    private static void passes(String name, String uses, String method) {
        assertEquals(List.of(), violations(planted(name, uses, method)).toList());
    }

    private static ClassUses planted(String name, String uses, String method) {
        return PlantedClass.calling(APP + "." + name, uses, method);
    }

    private static Stream<String> violations(ClassUses uses) {
        var hops = uses.members().contains("javafx.application.Platform.runLater") && !uses.packageName().equals(LIVE);
        return Stream.concat(
                uses.types().stream().flatMap(type -> violations(uses, type)),
                hops ? Stream.of(uses.name() + ": only the live room hops to the FX thread") : Stream.empty());
    }

    private static Stream<String> violations(ClassUses uses, String type) {
        var from = uses.packageName();
        var to = ClassUses.packageOf(type);
        return Stream.of(
                        broken(
                                isScreen(from) && isOurs(to) && !to.equals(from) && !OPEN_TO_SCREENS.contains(to),
                                "a screen knows no other screen"),
                        broken(isSharedRoom(from) && isScreen(to), "a shared room knows no screen"),
                        broken(isModel(uses.name()) && isScene(type), "a model knows no scene"),
                        broken(
                                Room.isWithin(type, "java.awt") && !from.equals(DESKTOP),
                                "only the desktop room knows AWT"),
                        broken(Room.isWithin(type, "javafx.scene.web"), "nobody browses the web"))
                .flatMap(rules -> rules)
                .map(rule -> uses.name() + ": " + rule + ", not " + type);
    }

    private static Stream<String> broken(boolean isBroken, String rule) {
        return isBroken ? Stream.of(rule) : Stream.empty();
    }

    private static boolean isOurs(String packageName) {
        return Room.isWithin(packageName, APP);
    }

    private static boolean isSharedRoom(String packageName) {
        return OPEN_TO_SCREENS.contains(packageName) || packageName.equals(DESKTOP) || packageName.equals(COMMAND_LINE);
    }

    private static boolean isScreen(String packageName) {
        return isOurs(packageName) && !packageName.equals(APP) && !isSharedRoom(packageName);
    }

    private static boolean isModel(String name) {
        return name.replaceFirst("\\$.*", "").endsWith("Model");
    }

    private static boolean isScene(String type) {
        return Room.isWithin(type, "javafx.scene") || Room.isWithin(type, "javafx.stage");
    }
}
