package signalbox.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("signalbox.app.text.text", Locale.ROOT);

    @Test
    void fillsInArgumentsAndPlurals() {
        assertEquals("12 s ago", Text.of("times.ago", "12 s"));
        assertThrows(MissingResourceException.class, () -> Text.of("no.such.key"));
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
}
