package signalbox.core.ledger;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jdbi.v3.core.Handle;

/// What must outlive the journal segments that are dropped: `DATA/ledger-archive.csv`, written whole and durably before
/// any segment goes. A database that is made again starts from it. Sums stand in it up to the first day whose calls are
/// kept, audit entries, incidents and escrow up to its record. Used by the store thread.
///
/// The first line names the format, that day and that record; the last holds a CRC-32C of the lines before it.
final class Archive {
    private static final String FORMAT = "signalbox-ledger-archive-1";
    private static final String END = "end";

    /// So that not all of a long history is in memory.
    private static final int LINES_AT_ONCE = 50_000;

    /// Columns that are numbers of names; the archive has the names.
    private static final Set<String> NAMED = Set.of("budget");

    /// What stands in the archive of sums by place, one a line.
    private static final List<Tier> PACKED = List.of(Tier.HOUR, Tier.DAY);

    /// What stands in the archive of each other table.
    private static final Map<String, String> TABLES = tables();

    private final Path file;

    Archive(Path file) {
        this.file = file;
    }

    private static Map<String, String> tables() {
        var tables = new LinkedHashMap<String, String>();
        for (String sums : List.of("hour_latency", "day_pii")) {
            tables.put(sums, "start_ms < ?");
        }
        // the whole of these, so the day is asked for in a way that is always true
        for (String whole : List.of("audit", "incident", "budget_window", "policy_version")) {
            tables.put(whole, "? > 0");
        }
        tables.put("charge", "kind = 2 and ? > 0");
        return tables;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /// Writes the archive of calls before `since`, in place of the one before.
    void write(Handle handle, NameTable names, long since) throws IOException {
        long sequence = handle.createQuery("select sequence from progress").mapTo(long.class).one();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (var channel = PrivateFiles.open(fresh, options)) {
            var out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            var crc = new CRC32C();
            line(out, crc, List.of(FORMAT, since, sequence, Kept.read(handle).hours()));
            for (Tier tier : PACKED) {
                packed(handle, names, since, tier, row -> line(out, crc, row));
            }
            for (var table : TABLES.entrySet()) {
                table(handle, names, since, table, row -> line(out, crc, row));
            }
            out.write(END + "," + crc.getValue() + "\n");
            out.flush();
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.sync(file.toAbsolutePath().getParent());
        Kept.write(handle, "archived", since);
        Kept.write(handle, "archive", sequence);
    }

    private interface Row {
        void write(List<Object> values) throws IOException;
    }

    private static void packed(Handle handle, NameTable names, long since, Tier tier, Row out) throws IOException {
        try {
            PackedSums.read(handle, tier, 0, since, OneGroup.ALL, (place, sums) -> sum(names, tier, place, sums, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void sum(NameTable names, Tier tier, RollUps.Place place, long[] sums, Row out) {
        var values = new ArrayList<Object>();
        values.add(tier.table());
        values.add(place.atMillis());
        Arrays.stream(place.names()).forEach(name -> values.add(names.text(name)));
        values.add(place.practice());
        Arrays.stream(sums).forEach(values::add);
        try {
            out.write(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void table(Handle handle, NameTable names, long since, Map.Entry<String, String> table, Row out)
            throws IOException {
        String sql = "select * from " + table.getKey() + " where " + table.getValue();
        try (var query = handle.getConnection().prepareStatement(sql)) {
            query.setLong(1, since);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    out.write(values(names, table.getKey(), rows));
                }
            }
        } catch (SQLException e) {
            throw new IOException("the sums could not be read", e);
        }
    }

    private static List<Object> values(NameTable names, String table, ResultSet row) throws SQLException {
        var values = new ArrayList<Object>();
        values.add(table);
        var columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnName(i).toLowerCase(Locale.ROOT);
            values.add(NAMED.contains(column) ? names.text(row.getInt(i)) : row.getString(i));
        }
        return values;
    }

    private static void line(BufferedWriter out, CRC32C crc, List<Object> values) throws IOException {
        var text = new StringWriter();
        CSVFormat.RFC4180.builder().setRecordSeparator('\n').get().printRecord(text, values.toArray());
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        out.write(text.toString());
    }

    /// Fills an empty database.
    ///
    /// @throws IOException when the archive is not whole; the database is as it was
    void load(Handle handle, NameTable names) throws IOException {
        verify();
        var packed = new LinkedHashMap<String, PackedSums>();
        PACKED.forEach(tier -> packed.put(tier.table(), new PackedSums(tier)));
        handle.useTransaction(transaction -> {
            try (BufferedReader in = Files.newBufferedReader(file);
                    CSVParser records = CSVFormat.RFC4180.parse(in)) {
                for (CSVRecord record : records) {
                    load(transaction, names, packed, record);
                    if (records.getRecordNumber() % LINES_AT_ONCE == 0) {
                        save(transaction, packed);
                    }
                }
            }
            save(transaction, packed);
            names.save(transaction);
        });
    }

    private static void save(Handle handle, Map<String, PackedSums> packed) {
        packed.replaceAll((table, sums) -> {
            sums.save(handle);
            return new PackedSums(sums.tier());
        });
    }

    private static void load(Handle handle, NameTable names, Map<String, PackedSums> packed, CSVRecord record) {
        if (record.get(0).equals(FORMAT)) {
            long since = Long.parseLong(record.get(1));
            Kept.write(handle, "archived", since);
            Kept.write(handle, "archive", Long.parseLong(record.get(2)));
            Kept.write(handle, "calls", since);
            Kept.write(handle, "minutes", since);
            Kept.write(handle, "hours", Long.parseLong(record.get(3)));
        } else if (packed.containsKey(record.get(0))) {
            add(names, packed.get(record.get(0)), record);
        } else if (!record.get(0).equals(END)) {
            insert(handle, names, record);
        }
    }

    private static void add(NameTable names, PackedSums sums, CSVRecord record) {
        var numbers = new int[RollUps.Place.NAMES];
        Arrays.setAll(numbers, i -> names.dimension(record.get(2 + i)));
        int practice = 2 + numbers.length;
        var values = new long[RollUps.SUMS.size()];
        Arrays.setAll(values, i -> Long.parseLong(record.get(practice + 1 + i)));
        long start = Long.parseLong(record.get(1));
        sums.add(RollUps.Place.of(start, numbers, Boolean.parseBoolean(record.get(practice))), values);
    }

    private static void insert(Handle handle, NameTable names, CSVRecord record) {
        String table = record.get(0);
        if (!TABLES.containsKey(table)) {
            throw new IllegalArgumentException("the archive has an unknown table");
        }
        List<String> columns =
                handle.createQuery(
                                "select lower(column_name) from information_schema.columns where lower(table_name) = ?"
                                        + " order by ordinal_position")
                        .bind(0, table)
                        .mapTo(String.class)
                        .list();
        // an archive of an earlier version knows fewer columns, all of them first
        int known = Math.min(columns.size(), record.size() - 1);
        var values = new ArrayList<Object>();
        for (int i = 0; i < known; i++) {
            String text = record.get(i + 1);
            values.add(NAMED.contains(columns.get(i)) ? (Object) names.dimension(text) : text);
        }
        String into = table + " (" + String.join(", ", columns.subList(0, known)) + ")";
        handle.execute("insert into " + into + " values (?" + ", ?".repeat(known - 1) + ")", values.toArray());
    }

    /// Checks the sum in the last line.
    private void verify() throws IOException {
        String text = Files.readString(file);
        int end = text.lastIndexOf("\n" + END + ",");
        if (!text.startsWith(FORMAT + ",") || end < 0) {
            throw new IOException("the archive " + file + " is not whole");
        }
        var crc = new CRC32C();
        crc.update(text.substring(0, end + 1).getBytes(StandardCharsets.UTF_8));
        if (!text.substring(end + 1).strip().equals(END + "," + crc.getValue())) {
            throw new IOException("the archive " + file + " was changed or is damaged");
        }
    }
}
