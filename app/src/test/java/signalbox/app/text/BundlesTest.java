package signalbox.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The bundles beside each other and beside the source: nothing missing, nothing left over, nothing filled in
/// differently.
class BundlesTest {
    private static final Path FOLDER = Path.of("src/main/resources/signalbox/app/text");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Za-z0-9_.-]+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{([0-9]+)");

    @AfterEach
    void english() {
        Text.use("en");
    }

    @Test
    void chineseHasEveryKeyAndNoOther() throws IOException {
        var english = read("text.properties").stringPropertyNames();
        var chinese = read("text_zh.properties").stringPropertyNames();
        var missing = new TreeSet<>(english);
        missing.removeAll(chinese);
        assertEquals(Set.of(), missing, "missing in Chinese");
        var more = new TreeSet<>(chinese);
        more.removeAll(english);
        assertEquals(Set.of(), more, "only in Chinese");
    }

    @Test
    void bothFillInTheSameAndChooseAmongTheSameNumbers() throws IOException {
        var english = read("text.properties");
        var chinese = read("text_zh.properties");
        var different = new TreeSet<String>();
        for (String key : english.stringPropertyNames()) {
            String other = chinese.getProperty(key, "");
            if (!places(english.getProperty(key)).equals(places(other))
                    || !limits(english.getProperty(key)).equals(limits(other))) {
                different.add(key);
            }
        }
        assertEquals(Set.of(), different);
    }

    @Test
    void noKeyIsLeftOver() throws IOException {
        var literals = new HashSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/signalbox/app"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file)).results().forEach(match -> literals.add(match.group(1)));
            }
        }
        var prefixes = literals.stream().filter(one -> one.endsWith(".") && one.length() > 2).toList();
        var suffixes = literals.stream().filter(one -> one.startsWith(".") && one.length() > 2).toList();
        assertTrue(prefixes.size() > 10, "only " + prefixes + "; has the pattern grown old?");
        var unused = new TreeSet<String>();
        for (String key : read("text.properties").stringPropertyNames()) {
            if (!used(key, literals, prefixes, suffixes)) {
                unused.add(key);
            }
        }
        assertEquals(Set.of(), unused);
    }

    @Test
    void aLanguageThatIsNotThereIsEnglishWhateverTheMachineSpeaks() {
        Text.use("zh-CN");
        assertEquals("概览", Text.of("overview.title"));
        Text.use("fr");
        assertEquals("Overview", Text.of("overview.title"));
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            Text.use("");
            assertEquals("概览", Text.of("overview.title"));
            Text.use("en");
            assertEquals("Overview", Text.of("overview.title"));
        } finally {
            Locale.setDefault(before);
        }
    }

    /// Named in full, made of a named start or end, or the help or hint of a key that is used.
    private static boolean used(String key, Set<String> literals, List<String> prefixes, List<String> suffixes) {
        String base = key.replaceFirst("\\.(help|hint)$", "");
        return literals.contains(key)
                || literals.contains(base)
                || prefixes.stream().anyMatch(key::startsWith)
                || suffixes.stream().anyMatch(key::endsWith);
    }

    private static Set<String> places(String pattern) {
        return PLACE.matcher(pattern).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static List<List<Double>> limits(String pattern) {
        return Stream.of(new MessageFormat(pattern, Locale.ENGLISH).getFormats())
                .filter(ChoiceFormat.class::isInstance)
                .map(format -> Arrays.stream(((ChoiceFormat) format).getLimits()).boxed().toList())
                .toList();
    }

    private static Properties read(String name) throws IOException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(FOLDER.resolve(name))) {
            properties.load(in);
        }
        return properties;
    }
}
