package signalbox.core.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded database file `DATA/store/ledger.mv.db`. Used by the store thread only: an interrupt in the wrong place
/// would otherwise close the file for everyone (the `async:` file system is the second belt).
///
/// `WRITE_DELAY=0` because with any delay a kill can leave a table and its index disagreeing. It still does not fsync;
/// that is what the journal is for.
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /// The newest migration. When the file is at it, the migration library is not even loaded.
    static final String SCHEMA = "7";

    /// Its directory in the data directory.
    static final String DIRECTORY = "store";

    private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    private static final String MIGRATIONS = "classpath:signalbox/core/ledger/store";

    private final Connection connection;
    private final Handle handle;

    private Database(Connection connection) {
        this.connection = connection;
        this.handle = Jdbi.create(connection).open();
    }

    /// Opens the file, making it or bringing its schema up to date when needed.
    ///
    /// @throws NewerSchema when a newer version of Signalbox wrote it
    static Database open(Path directory) throws IOException, SQLException {
        PrivateFiles.directory(directory);
        Path file = file(directory);
        // made here, because the database would make it readable for everyone
        PrivateFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)).close();
        String url = "jdbc:h2:async:" + directory.toAbsolutePath().resolve("ledger");
        JdbcDataSource admin = source(url + OPTIONS, "sa");
        bringUpToDate(admin, file);
        try (Connection _ = admin.getConnection()) {
            PrivateFiles.restrictFiles(directory);
            StoreSchema.write(directory);
            return new Database(source(url, "ledger").getConnection());
        }
    }

    static Path file(Path directory) {
        return directory.resolve("ledger.mv.db");
    }

    /// Opens the file as it is, to look at it while no router runs. Changes nothing.
    static Database openToRead(Path directory) throws IOException, SQLException {
        String url = "jdbc:h2:" + directory.toAbsolutePath().resolve("ledger") + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE";
        return new Database(source(url, "ledger").getConnection());
    }

    /// Migrates the schema when it is not this version's. An older one is copied first, while nobody has it open.
    private static void bringUpToDate(JdbcDataSource admin, Path file) throws IOException, SQLException {
        String schema;
        try (Connection owner = admin.getConnection()) {
            schema = schema(owner);
        }
        if (SCHEMA.equals(schema)) {
            return;
        }
        if (StoreSchema.newer(schema)) {
            throw new NewerSchema(StoreSchema.sentence(file.getParent(), schema));
        }
        if (!schema.isEmpty()) {
            Path copy = StoreCopies.make(file, schema, Instant.now());
            LOG.info("The ledger's database is brought up to date; as it was before it is kept as {}", copy);
        }
        migrate(admin);
    }

    private static JdbcDataSource source(String url, String user) {
        var source = new JdbcDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword("");
        return source;
    }

    private static String schema(Connection connection) {
        try (Handle handle = Jdbi.create(connection).open()) {
            return handle.createQuery(
                            "select \"version\" from \"flyway_schema_history\" where \"success\" order by"
                                    + " \"installed_rank\" desc limit 1")
                    .mapTo(String.class)
                    .findOne()
                    .orElse("");
        } catch (JdbiException e) {
            // a new file has no history
            return "";
        }
    }

    private static void migrate(JdbcDataSource admin) {
        var flyway =
                Flyway.configure(Database.class.getClassLoader())
                        .dataSource(admin)
                        .locations(MIGRATIONS)
                        .failOnMissingLocations(true)
                        .ignoreMigrationPatterns(new String[0])
                        .load();
        flyway.migrate();
    }

    Handle handle() {
        return handle;
    }

    /// Closes the file even when it cannot be written any more: kept open, the next try would get this one again.
    @Override
    public void close() throws SQLException {
        try (connection) {
            handle.close();
        }
    }

    /// Deletes the files. They can be made again from the journal.
    static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /// The file was written by a newer version; it is left alone.
    static final class NewerSchema extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NewerSchema(String sentence) {
            super(sentence);
        }
    }
}
