import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.ImportOrder;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Formats the project's Java: `write` puts every file into shape, `check` names those that are not and ends with 1.
/// The build runs it on the JDK it compiles with, because a formatter must parse what the compiler accepts.
///
/// Decision: google-java-format at 4 spaces and 120 columns. It is the one formatter on Maven Central found to keep
/// Markdown documentation comments whole and to know the patterns and imports of Java 25.
final class Format {
    private static final Style STYLE =
            Style.AOSP.toBuilder().maxLineLength(120).importOrder(ImportOrder.GOOGLE).build();

    private static final int MOST_ROUNDS = 5;

    private final Formatter formatter = new Formatter(JavaFormatterOptions.builder().style(STYLE).build());
    private final boolean write;

    private Format(boolean write) {
        this.write = write;
    }

    /// Arguments: `check` or `write`, then the folders to look in; a folder that is not there is passed over.
    static void main(String[] args) throws IOException {
        var format = new Format(args[0].equals("write"));
        var files = new ArrayList<Path>();
        for (var folder : List.of(args).subList(1, args.length)) {
            files.addAll(sources(Path.of(folder)));
        }
        var findings = files.parallelStream().map(format::visit).flatMap(Optional::stream).sorted().toList();
        findings.forEach(System.out::println);
        if (format.write) {
            System.out.println("Formatted " + findings.size() + " of " + files.size() + " files.");
        } else if (!findings.isEmpty()) {
            System.out.println(
                    "Not formatted: "
                            + findings.size()
                            + " of "
                            + files.size()
                            + " files. Run ./mvnw -Pformat and commit what it changes.");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    /// One line about the file when it was not in shape, empty when it was.
    private Optional<String> visit(Path file) {
        try {
            var before = Files.readString(file);
            var after = shape(before);
            if (after.equals(before)) {
                return Optional.empty();
            }
            if (write) {
                Files.writeString(file, after);
            }
            return Optional.of("  " + file);
        } catch (FormatterException | IOException e) {
            return Optional.of("  " + file + ": left as it is, " + e.getMessage());
        }
    }

    /// Formats until nothing changes any more: what the formatter makes of a long line, it may yet improve.
    private String shape(String source) throws FormatterException {
        var before = source;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var after = formatter.formatSourceAndFixImports(before);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        return before;
    }
}
