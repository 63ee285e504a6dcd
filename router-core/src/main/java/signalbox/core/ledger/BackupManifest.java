package signalbox.core.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What a backup says about itself, as `manifest.json` in it.
///
/// @param format version of the backup's own layout
/// @param at when it was made; everything before is in it
/// @param sequence number of its last journal record
/// @param link link of its last journal frame
record BackupManifest(int format, Instant at, long sequence, byte[] link, List<Entry> files) {
    static final String NAME = "manifest.json";
    static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    /// @param path in the data directory, with slashes
    record Entry(String path, long bytes, String sha256) {}

    byte[] write() throws IOException {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("signalbox_backup", format);
            json.writeNumberField("journal_format", Frame.FORMAT);
            json.writeStringField("at", at.toString());
            json.writeNumberField("sequence", sequence);
            json.writeStringField("link", HexFormat.of().formatHex(link));
            json.writeArrayFieldStart("files");
            for (Entry file : files) {
                json.writeStartObject();
                json.writeStringField("path", file.path);
                json.writeNumberField("bytes", file.bytes);
                json.writeStringField("sha256", file.sha256);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /// @throws IOException when it is no manifest; fields that a later version added are passed over
    static BackupManifest read(byte[] bytes) throws IOException {
        int format = 0;
        Instant at = null;
        long sequence = -1;
        byte[] link = null;
        var files = new ArrayList<Entry>();
        try (JsonParser json = JSON.createParser(bytes)) {
            start(json);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "signalbox_backup" -> format = json.getIntValue();
                    case "at" -> at = Instant.parse(json.getText());
                    case "sequence" -> sequence = json.getLongValue();
                    case "link" -> link = HexFormat.of().parseHex(json.getText());
                    case "files" -> readFiles(json, files);
                    default -> json.skipChildren();
                }
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (format < 1 || at == null || sequence < 0 || link == null || files.isEmpty()) {
            throw new IOException("it is not complete");
        }
        return new BackupManifest(format, at, sequence, link, List.copyOf(files));
    }

    private static void start(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it is no object");
        }
    }

    private static void readFiles(JsonParser json, List<Entry> files) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String path = "";
            long bytes = -1;
            String sha256 = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "path" -> path = json.getText();
                    case "bytes" -> bytes = json.getLongValue();
                    case "sha256" -> sha256 = json.getText();
                    default -> json.skipChildren();
                }
            }
            files.add(new Entry(path, bytes, sha256));
        }
    }
}
