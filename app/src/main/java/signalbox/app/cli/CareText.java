package signalbox.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import signalbox.core.policy.Count;

/// What looking after a data directory came to, in sentences, from its JSON. Pure.
final class CareText {
    private CareText() {}

    static String verified(Map<String, Object> check) {
        var text = new StringBuilder();
        text.append(
                "Segments %s to %s: %s (%s), %s sound.%n"
                        .formatted(
                                check.get("first_segment"),
                                check.get("last_segment"),
                                Count.of((long) check.get("records"), "record"),
                                Count.of((long) check.get("calls"), "call"),
                                Count.of((long) check.get("bytes"), "byte")));
        if ((long) check.get("torn_bytes") > 0) {
            text.append(
                    "The last stop cut off the end: %s, dropped at the next start.%n"
                            .formatted(Count.of((long) check.get("torn_bytes"), "byte")));
        }
        for (Object gap : (List<?>) check.get("gaps")) {
            text.append("Records %s to %s are missing.%n".formatted(of(gap).get("first"), of(gap).get("last")));
        }
        Object damage = check.get("damage");
        return text.append(damage == null ? "The chain is whole.%n".formatted() : damage(of(damage)))
                .append(audit(check.get("audit")))
                .toString();
    }

    private static String audit(Object found) {
        if (found == null) {
            return "The audit trail's own chain was not checked: the next start makes its database good first.%n"
                    .formatted();
        }
        Map<String, Object> audit = of(found);
        Object broken = audit.get("broken");
        return broken == null
                ? "Audit trail: %s in one chain that ends in %s.%n"
                        .formatted(Count.of((long) audit.get("rows"), "entry"), audit.get("head"))
                : ("The audit trail's chain breaks at entry %s: %s.%n"
                                + "What the journal knows of it is made again with: signalbox ledger rebuild%n")
                        .formatted(of(broken).get("sequence"), of(broken).get("why"));
    }

    private static String damage(Map<String, Object> damage) {
        if (damage.get("newer").equals(true)) {
            return "%s was written by a newer version of Signalbox. Use that version.%n".formatted(damage.get("file"));
        }
        return "%s is damaged at byte %s: %s.%nKeep what is sound with: signalbox ledger salvage%n"
                .formatted(damage.get("file"), damage.get("offset"), damage.get("why"));
    }

    static String restored(Map<String, Object> done, Object dataDir) {
        return "The backup of %s is back in %s: %s.%n"
                        .formatted(done.get("backup_at"), dataDir, Count.of((long) done.get("records"), "record"))
                + aside(done)
                + "What was spent after %s is unknown.%n".formatted(done.get("backup_at"))
                + held(done);
    }

    static String salvaged(Map<String, Object> done) {
        var text = new StringBuilder("%s kept.%n".formatted(Count.of((long) done.get("records"), "record")));
        for (Object lost : (List<?>) done.get("lost")) {
            text.append(lost).append(System.lineSeparator());
        }
        text.append(aside(done));
        if (done.get("unknown_since").equals("")) {
            return text.append("What counts against budgets is exact.%n".formatted()).toString();
        }
        return text.append("What was spent after %s is unknown.%n".formatted(done.get("unknown_since")))
                .append(held(done))
                .toString();
    }

    private static String aside(Map<String, Object> done) {
        return done.get("moved_aside").equals("")
                ? ""
                : "The directory that was there is now %s.%n".formatted(done.get("moved_aside"));
    }

    private static String held(Map<String, Object> done) {
        List<?> held = (List<?>) done.get("held");
        String compare = "Compare with the provider's own figures: signalbox ledger reconcile%n".formatted();
        if (held.isEmpty()) {
            return compare;
        }
        String names = held.stream().map(item -> (String) of(item).get("budget")).collect(Collectors.joining(", "));
        return "Up to the cap it counts as spent until you release it: %s%n".formatted(names)
                + compare
                + "Then give back what was not spent: signalbox release BUDGET%n".formatted();
    }

    static Map<String, Object> map(String json) throws IOException {
        return of(Json.read(json));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(Object value) {
        return (Map<String, Object>) value;
    }
}
