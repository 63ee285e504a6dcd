package signalbox.core.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Which version of its schema the database beside the journal has, in the small file `DATA/store/schema`: so that a
/// start can refuse a newer one without opening, and so changing, it.
final class StoreSchema {
    private static final String NAME = "schema";
    private static final int LONGEST = 16;

    private StoreSchema() {}

    /// @throws LedgerException `store_newer` when a newer version of Signalbox wrote it; nothing was touched
    static void refuseNewer(Path directory) throws IOException, LedgerException {
        String written = read(directory);
        if (newer(written)) {
            throw new LedgerException("store_newer", sentence(directory, written), null);
        }
    }

    static boolean newer(String schema) {
        return schema.matches("\\d{1,9}") && Integer.parseInt(schema) > Integer.parseInt(Database.SCHEMA);
    }

    static String sentence(Path directory, String written) {
        return "The ledger's database in "
                + directory
                + " was written by a newer version of Signalbox (schema "
                + written
                + ", this version knows "
                + Database.SCHEMA
                + "). Nothing was changed. Start that version, or make the database again from the journal with:"
                + " signalbox ledger rebuild";
    }

    /// The version written down; empty when none is.
    private static String read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            return "";
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }

    /// Writes down that the database has this version's schema.
    static void write(Path directory) throws IOException {
        if (read(directory).equals(Database.SCHEMA)) {
            return;
        }
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel channel = PrivateFiles.open(directory.resolve(NAME), options)) {
            channel.write(ByteBuffer.wrap((Database.SCHEMA + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
