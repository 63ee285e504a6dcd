package signalbox.architecture;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What one class file refers to.
///
/// @param name the class, in dots, `$` before a nested class
/// @param types every class named anywhere in it: code, signatures, annotations
/// @param members every method and field its code uses, as `package.Class.member`
public record ClassUses(String name, Set<String> types, Set<String> members) {
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

    public static ClassUses of(byte[] bytes) {
        var model = ClassFile.of().parse(bytes);
        var types = new TreeSet<String>();
        var members = new TreeSet<String>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> addType(type.asInternalName(), types);
                case Utf8Entry text ->
                        IN_DESCRIPTOR.matcher(text.stringValue()).results().forEach(m -> addType(m.group(1), types));
                case MemberRefEntry member ->
                        members.add(dotted(member.owner().asInternalName()) + "." + member.name());
                default -> {}
            }
        }
        return new ClassUses(dotted(model.thisClass().asInternalName()), types, members);
    }

    /// The classes compiled together with `anchor`, descriptors of module and packages aside.
    public static List<ClassUses> ofModule(Class<?> anchor) throws IOException {
        var found = new ArrayList<ClassUses>();
        try (var walk = Files.walk(folderOf(anchor))) {
            for (var file : walk.filter(ClassUses::isClass).toList()) {
                found.add(of(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    public String packageName() {
        return packageOf(name);
    }

    public static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }

    private static Path folderOf(Class<?> anchor) {
        try {
            return Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isClass(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".class") && !name.endsWith("-info.class");
    }

    private static void addType(String internalName, Set<String> types) {
        if (internalName.startsWith("[")) {
            IN_DESCRIPTOR.matcher(internalName).results().forEach(m -> addType(m.group(1), types));
        } else {
            types.add(dotted(internalName));
        }
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }
}
