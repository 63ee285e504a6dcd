package signalbox.app.simulator;

import java.util.ArrayList;
import java.util.List;

/// What was pasted as a call: the JSON of its body, or the whole curl command that sends it, of which the body is what
/// counts. Pure.
final class PastedCall {
    private static final List<String> DATA =
            List.of("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json");

    private PastedCall() {}

    /// The body; what was pasted as it is when it is no curl command, or one without a body.
    static String body(String pasted) {
        String text = pasted.strip();
        if (!text.startsWith("curl ") && !text.startsWith("curl\n") && !text.startsWith("curl\t")) {
            return pasted;
        }
        List<String> words = words(text);
        for (int at = 1; at < words.size(); at++) {
            String word = words.get(at);
            int equals = word.indexOf('=');
            if (DATA.contains(word) && at + 1 < words.size()) {
                return words.get(at + 1);
            } else if (equals > 0 && DATA.contains(word.substring(0, equals))) {
                return word.substring(equals + 1);
            } else if (word.startsWith("-d") && !word.startsWith("--") && word.length() > 2) {
                return word.substring(2);
            }
        }
        return pasted;
    }

    /// As a shell splits it: quotes of both kinds, a backslash before a character or a line end.
    private static List<String> words(String command) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int at = 0; at < command.length(); at++) {
            char one = command.charAt(at);
            char next = at + 1 < command.length() ? command.charAt(at + 1) : 0;
            if (quote != 0 && one == quote) {
                quote = 0;
            } else if (quote == 0 && (one == '\'' || one == '"')) {
                quote = one;
                open = true;
            } else if (one == '\\' && quote != '\'' && escapes(quote, next)) {
                at++;
                if (next != '\n') {
                    word.append(next);
                    open = true;
                }
            } else if (quote == 0 && Character.isWhitespace(one)) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(one);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }

    /// Within double quotes a backslash is only taken away before what it would otherwise end or begin.
    private static boolean escapes(char quote, char next) {
        return next != 0 && (quote == 0 || "\"\\$`\n".indexOf(next) >= 0);
    }
}
