package signalbox.app.preferences;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The third-party parts of the program that runs, read from its jars' names. Pure but for reading its own table.
final class Parts {
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.]*?)(?:\\.Final)?(?:-[a-z][\\w-]*)?\\.jar");
    private static final List<String> OURS = List.of("app", "router-core");

    /// @param licence as its makers name it; empty when the table does not know
    record Part(String name, String version, String licence) {
        @Override
        public String toString() {
            return name + " " + version + " · " + licence;
        }
    }

    private Parts() {}

    /// The parts on the paths of this program, by name; families such as Netty’s jars are one part.
    static List<Part> ofThisProgram() {
        var paths =
                System.getProperty("java.class.path", "")
                        + File.pathSeparator
                        + System.getProperty("jdk.module.path", "");
        var names = Stream.of(paths.split(Pattern.quote(File.pathSeparator))).map(path -> new File(path).getName());
        var javafx = Stream.of("javafx-base-" + System.getProperty("javafx.version", "26") + ".jar");
        return of(Stream.concat(names, javafx));
    }

    static List<Part> of(Stream<String> jars) {
        Map<String, String> licences = licences();
        var parts = new TreeMap<String, Part>();
        jars.map(JAR::matcher)
                .filter(jar -> jar.matches() && !OURS.contains(jar.group(1)))
                .forEach(jar -> {
                    String family = family(jar.group(1), licences);
                    parts.putIfAbsent(family, new Part(family, jar.group(2), licences.getOrDefault(family, "")));
                });
        return List.copyOf(parts.values());
    }

    /// `netty-codec-http` is of the family `netty` when the table says so.
    private static String family(String name, Map<String, String> licences) {
        for (String one = name; !one.isEmpty(); one = one.substring(0, Math.max(0, one.lastIndexOf('-')))) {
            if (licences.containsKey(one)) {
                return one;
            }
        }
        return name;
    }

    private static Map<String, String> licences() {
        var table = new Properties();
        try (InputStream in = Parts.class.getResourceAsStream("licences.properties")) {
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var licences = new TreeMap<String, String>();
        table.stringPropertyNames().forEach(name -> licences.put(name, table.getProperty(name)));
        return licences;
    }
}
