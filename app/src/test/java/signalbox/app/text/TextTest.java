package signalbox.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("signalbox.app.text.text", Locale.ROOT);

    @Test
    void fillsInArgumentsAndPlurals() {
        assertEquals("12 s ago", Text.of("times.ago", "12 s"));
        assertThrows(MissingResourceException.class, () -> Text.of("no.such.key"));
    }

    @Test
    void sentencesStandApartUnlessTheirStopDoesThat() {
        assertEquals("One. Two.", Sentences.joined("", "One.", "", "Two."));
        assertEquals("一。二。", Sentences.joined("一。", "二。"));
    }

    @Test
    void everyTextIsAValidPatternWithoutStraightApostrophesOrExclamations() {
        List<String> wrong =
                Text.keys().stream()
                        .filter(key -> {
                            String pattern = BUNDLE.getString(key);
                            new MessageFormat(pattern, Locale.ENGLISH);
                            return pattern.contains("'") || pattern.contains("!") || pattern.isBlank();
                        })
                        .sorted()
                        .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyKeyThatTheSourceNamesIsThere() throws IOException {
        var named = Pattern.compile("(?:Text\\.of|Describe\\.\\w+)\\([^\")]*\"([a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+)\"");
        var missing = new TreeSet<String>();
        int seen = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/signalbox/app"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (var match : named.matcher(Files.readString(file)).results().toList()) {
                    seen++;
                    if (!Text.has(match.group(1))) {
                        missing.add(file.getFileName() + ": " + match.group(1));
                    }
                }
            }
        }
        assertTrue(seen > 100, "only " + seen + " keys found; has the pattern grown old?");
        assertEquals(Set.of(), missing);
    }
}
