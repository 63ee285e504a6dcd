package signalbox.core;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import signalbox.core.dialect.Dialect;
import signalbox.core.dialect.MalformedRequest;
import signalbox.core.dialect.ParsedRequest;
import signalbox.core.dialect.TextLeaves;
import signalbox.core.dialect.TextLeaves.Place;
import signalbox.core.dialect.TextLeaves.Replacement;
import signalbox.core.dialect.TextRestorer;
import signalbox.core.ledger.PiiCount;
import signalbox.core.pii.Finding;
import signalbox.core.pii.PiiScan;
import signalbox.core.pii.Placeholders;
import signalbox.core.plan.Step;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Tripwire;
import signalbox.core.policy.Tripwire.Action;

/// Looks for personal data and secrets in every text of one call before it is planned, and does what the workload's
/// tripwire says: note, raise the class, put placeholders in their place, or refuse. It can only tighten. What cannot
/// be read counts as what the app key says, private unless it says otherwise. One instance per call, used by one
/// thread.
final class TripwireStep implements TextLeaves.Visitor {
    private static final int MOST_PLACES = 5;
    private static final byte[] KEY = key();

    private final Tripwire tripwire;
    private final PiiClass opaque;
    private final PiiScan scan;
    private final Placeholders placeholders = new Placeholders(KEY);
    private final Map<Found, Places> found = new LinkedHashMap<>();
    private final List<Replacement> replacements = new ArrayList<>();
    private PiiClass least = PiiClass.PUBLIC;

    private record Found(String kind, Action action) {}

    private static final class Places {
        private int count;
        private final List<String> first = new ArrayList<>(MOST_PLACES);

        void add(String place) {
            count++;
            if (first.size() < MOST_PLACES) {
                first.add(place);
            }
        }

        String text() {
            return String.join(", ", first) + (count > first.size() ? " and elsewhere" : "");
        }
    }

    /// What became of a call.
    ///
    /// @param parsed what goes on, with placeholders where the tripwire asked for them
    /// @param least the least class of the call for what was found in it
    /// @param steps what was found and done, without the texts
    /// @param refusal why the call is refused, or null
    /// @param restorer puts back what placeholders stand for; null when there are none
    record Screened(
            ParsedRequest parsed, PiiClass least, List<Step> steps, Refusals.Refusal refusal, TextRestorer restorer) {}

    private TripwireStep(Tripwire tripwire, PiiClass opaque) {
        this.tripwire = tripwire;
        this.opaque = opaque;
        this.scan = TripwireScans.of(tripwire);
    }

    static Screened screen(Tripwire tripwire, PiiClass opaque, Dialect dialect, ParsedRequest parsed) {
        var step = new TripwireStep(tripwire, opaque);
        TextLeaves.visit(parsed.body(), step);
        return step.screened(dialect, parsed);
    }

    @Override
    public void text(char[] chars, int from, int to, Place place) {
        List<Finding> findings = scan.scan(chars, from, to);
        if (!findings.isEmpty()) {
            found(findings, new String(chars, from, to - from), place);
        }
    }

    @Override
    public void opaque(Place place) {
        Action action = opaque == PiiClass.PUBLIC ? Action.FLAG : Action.RAISE;
        least = least.atLeast(opaque);
        places("opaque", action).add(place.path());
    }

    private void found(List<Finding> findings, String text, Place place) {
        String path = place.path();
        boolean replaceable = place.replaceable();
        var redacted = new StringBuilder();
        int from = 0;
        for (Finding finding : findings) {
            Action action = action(finding, replaceable);
            places(finding.kind(), action).add(path + " " + finding.start() + " to " + finding.end());
            if (action == Action.RAISE) {
                least = PiiClass.PRIVATE;
            } else if (action == Action.REDACT) {
                int start = Math.max(from, finding.start());
                if (start < finding.end()) {
                    String original = text.substring(start, finding.end());
                    redacted.append(text, from, start).append(placeholders.of(finding.kind(), original));
                    from = finding.end();
                }
            }
        }
        if (from > 0) {
            redacted.append(text, from, text.length());
            replacements.add(new Replacement(place.start(), place.end(), redacted.toString()));
        }
    }

    /// Ids, schemas and signatures would break with another text in them: their call is private instead.
    private Action action(Finding finding, boolean replaceable) {
        Action action = tripwire.action(finding.kind());
        return action == Action.REDACT && !replaceable ? Action.RAISE : action;
    }

    private Places places(String kind, Action action) {
        return found.computeIfAbsent(new Found(kind, action), each -> new Places());
    }

    private Screened screened(Dialect dialect, ParsedRequest parsed) {
        var steps = new ArrayList<Step>(found.size());
        found.forEach(
                (each, places) -> steps.add(new PiiCount(each.kind, each.action, places.count).step(places.text())));
        List<String> blocked =
                found.keySet().stream()
                        .filter(each -> each.action == Action.BLOCK)
                        .map(Found::kind)
                        .distinct()
                        .toList();
        if (!blocked.isEmpty()) {
            return new Screened(parsed, least, steps, Refusals.piiBlocked(blocked), null);
        }
        if (replacements.isEmpty()) {
            return new Screened(parsed, least, steps, null, null);
        }
        try {
            byte[] body = TextLeaves.replace(parsed.body(), replacements);
            return new Screened(dialect.parse(body).at(parsed), least, steps, null, restorer(placeholders));
        } catch (MalformedRequest problem) {
            // a placeholder can be longer than a text, and so go beyond a limit
            return new Screened(parsed, least, steps, Refusals.malformed(problem), null);
        }
    }

    private static TextRestorer restorer(Placeholders placeholders) {
        return new TextRestorer() {
            @Override
            public String restore(String text, boolean json) {
                return placeholders.restore(text, json);
            }

            @Override
            public int undecided(String text) {
                return placeholders.undecided(text);
            }
        };
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
