package signalbox.app.preferences;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import signalbox.app.text.Text;
import signalbox.core.RouterException;

/// Asks a place that the operator named for the newest version: one GET of a small JSON object, `{"version": "1.2.0",
/// "page": "https://…"}`, nothing sent along. Blocks: never on the FX thread.
public final class Releases {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 10_000;

    /// @param page where to read about it; empty when it says none
    public record Release(String version, String page) {
        /// Whether it is newer than what runs.
        public boolean newerThan(String running) {
            var theirs = numbers(version);
            var ours = numbers(running);
            for (int i = 0; i < Math.max(theirs.length, ours.length); i++) {
                int their = i < theirs.length ? theirs[i] : 0;
                int our = i < ours.length ? ours[i] : 0;
                if (their != our) {
                    return their > our;
                }
            }
            return false;
        }

        /// What [#of] reads back, in one line.
        public String words() {
            return version + " " + page;
        }

        /// As [#words] wrote it; empty for anything else.
        public static Optional<Release> of(String words) {
            int gap = words.indexOf(' ');
            String page = words.substring(gap + 1);
            return gap > 0 && (page.isEmpty() || canBeOpened(page))
                    ? Optional.of(new Release(words.substring(0, gap), page))
                    : Optional.empty();
        }

        private static int[] numbers(String version) {
            return Stream.of(version.replaceAll("[^0-9.].*", "").split("\\."))
                    .filter(part -> part.matches("[0-9]{1,6}"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }
    }

    private Releases() {}

    /// @throws RouterException when no version was told
    public static Release ask(URI feed) throws RouterException, InterruptedException {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request = HttpRequest.newBuilder(feed).timeout(PATIENCE).header("Accept", "application/json").build();
            var answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return read(answer.body());
        } catch (IOException e) {
            throw new RouterException("updates_unreadable", Text.of("preferences.updates.unreadable", feed), e);
        }
    }

    static Release read(String body) throws IOException {
        String version = "";
        String page = "";
        try (var json = new JsonFactory().createParser(body)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    String value = json.nextTextValue();
                    version = name.equals("version") && value != null ? value : version;
                    page = name.equals("page") && canBeOpened(value) ? value : page;
                }
            }
        }
        if (!version.matches("v?[0-9][0-9A-Za-z.+-]{0,40}")) {
            throw new IOException("no version");
        }
        return new Release(version.replaceFirst("^v", ""), page);
    }

    /// @param page null when it is no text
    private static boolean canBeOpened(String page) {
        try {
            return page != null && page.startsWith("https://") && new URI(page).getHost() != null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }
}
