package signalbox.architecture;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One room of the house: a package, and what its classes may know besides `java.base` and themselves.
///
/// @param name the package, without those below it
/// @param mayUse packages of ours, single classes of ours, and libraries by the start of their packages
public record Room(String name, List<String> mayUse) {
    private static final Set<String> JAVA_BASE = ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();

    public Room(String name, String... mayUse) {
        this(name, List.of(mayUse));
    }

    /// One line for each class that `uses` refers to and this room may not know.
    public Stream<String> violations(ClassUses uses) {
        return uses.types().stream().filter(type -> !allows(type)).map(type -> uses.name() + " must not use " + type);
    }

    private boolean allows(String type) {
        var itsPackage = ClassUses.packageOf(type);
        return itsPackage.equals(name)
                || JAVA_BASE.contains(itsPackage)
                || mayUse.stream().anyMatch(allowed -> permits(allowed, type));
    }

    private static boolean permits(String allowed, String type) {
        return allowed.startsWith("signalbox.")
                ? ClassUses.packageOf(type).equals(allowed) || isWithin(type, allowed) && isClassName(allowed)
                : isWithin(type, allowed);
    }

    private static boolean isClassName(String allowed) {
        return Character.isUpperCase(allowed.charAt(allowed.lastIndexOf('.') + 1));
    }

    /// Whether `type` is the class `place`, nested in it, or in the package `place` or below it.
    public static boolean isWithin(String type, String place) {
        return type.equals(place) || type.startsWith(place + ".") || type.startsWith(place + "$");
    }
}
