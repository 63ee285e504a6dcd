package signalbox.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import signalbox.core.RouterException;

/// Text that the operator hands to a command, from a file or from standard input. Stateless.
public final class InputText {
    private InputText() {}

    /// @throws RouterException `unreadable`, with a sentence that says what to do
    public static String read(Path file) throws RouterException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new RouterException("unreadable", "There is no file " + file + ". Check its path.", e);
        } catch (CharacterCodingException e) {
            throw new RouterException("unreadable", file + " is not UTF-8 text. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new RouterException(
                    "unreadable", "Cannot read " + file + ". Check that it is a file that you may read.", e);
        }
    }

    /// The same, where `-` reads standard input.
    static String read(Path file, InputStream standard) throws RouterException {
        if (!file.toString().equals("-")) {
            return read(file);
        }
        try {
            return new String(standard.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RouterException("unreadable", "Standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
