package signalbox.core.policyfile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import signalbox.core.policy.DataFacts;
import signalbox.core.policy.Quota;

/// The fields of a provider that say how it handles data, and which quotas it has.
final class DataFields {
    private DataFields() {}

    static DataFacts read(YamlNode node) {
        if (node == null) {
            return DataFacts.UNKNOWN;
        }
        var fields =
                new Fields(node.fields("retention-days", "zero-retention", "attested-by", "attested-on", "source"));
        return new DataFacts(
                fields.has("retention-days") ? OptionalInt.of(fields.number("retention-days", 0)) : OptionalInt.empty(),
                fields.word("zero-retention", DataFacts.ZeroRetention.class, DataFacts.ZeroRetention.UNKNOWN),
                fields.text("attested-by", ""),
                fields.parsed("attested-on", DataFields::date, Optional.empty()),
                fields.text("source", ""));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a date; write 2026-01-31", e);
        }
    }

    static String write(DataFacts facts) {
        var fields = new LinkedHashMap<String, String>();
        facts.retentionDays().ifPresent(days -> fields.put("retention-days", Integer.toString(days)));
        fields.put("zero-retention", Words.of(facts.zeroRetention()));
        if (!facts.attestedBy().isEmpty()) {
            fields.put("attested-by", PolicyWriter.scalar(facts.attestedBy()));
        }
        facts.attestedOn().ifPresent(date -> fields.put("attested-on", date.toString()));
        if (!facts.source().isEmpty()) {
            fields.put("source", PolicyWriter.scalar(facts.source()));
        }
        return flow(fields);
    }

    static List<Quota> quotas(YamlNode node) {
        return node == null ? List.of() : node.items().stream().map(DataFields::quota).toList();
    }

    private static Quota quota(YamlNode node) {
        var fields = new Fields(node.fields("kind", "limit", "model"));
        if (!fields.has("kind") || !fields.has("limit")) {
            node.problem("a quota needs kind and limit: {kind: requests-per-minute, limit: 30}");
        }
        return new Quota(
                fields.text("model", ""),
                fields.word("kind", Quota.Kind.class, Quota.Kind.REQUESTS_PER_MINUTE),
                fields.parsed("limit", DataFields::limit, 1L));
    }

    private static Long limit(String text) {
        try {
            return Long.parseLong(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number", e);
        }
    }

    static String write(Quota quota) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("kind", Words.of(quota.kind()));
        fields.put("limit", Long.toString(quota.limit()));
        if (!quota.model().isEmpty()) {
            fields.put("model", PolicyWriter.scalar(quota.model()));
        }
        return flow(fields);
    }

    private static String flow(LinkedHashMap<String, String> fields) {
        return fields.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
