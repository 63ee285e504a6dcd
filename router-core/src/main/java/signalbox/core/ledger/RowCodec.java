package signalbox.core.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import signalbox.core.plan.Step;
import signalbox.core.policy.Ability;
import signalbox.core.policy.Counter;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;
import signalbox.core.price.Provenance;
import signalbox.core.price.Usage;

/// Writes a call's row with its attempts, charges and steps. Enum constants are written by ordinal: new ones may only
/// be added at the end (a test pins the order).
final class RowCodec {
    private static final Wire[] WIRES = Wire.values();
    private static final PiiClass[] CLASSES = PiiClass.values();
    private static final CallRow.Outcome[] OUTCOMES = CallRow.Outcome.values();
    private static final Provenance[] PROVENANCES = Provenance.values();
    private static final Ability[] ABILITIES = Ability.values();
    private static final Counter[] COUNTERS = Counter.values();

    private RowCodec() {}

    static void write(RecordWriter out, CallRow row) {
        out.unsigned(row.id() >>> CallId.SEQUENCE_BITS);
        out.unsigned(row.id() & (1L << CallId.SEQUENCE_BITS) - 1);
        out.signed(row.at().toEpochMilli() - CallId.instant(row.id()).toEpochMilli());
        out.unsigned(
                row.wire().ordinal()
                        | row.pii().ordinal() << 3
                        | row.outcome().ordinal() << 5
                        | bit(row.stream(), 7)
                        | bit(row.practice(), 8)
                        | bit(row.firstByte() != null, 9)
                        | bit(row.demand() != null, 10));
        out.name(row.workload());
        out.name(row.key());
        out.name(row.team());
        out.name(row.askedModel());
        out.name(row.code());
        out.unsigned(row.httpStatus());
        if (row.firstByte() != null) {
            out.unsigned(micros(row.firstByte()));
        }
        out.unsigned(micros(row.total()));
        out.signed(row.savedNanos());
        out.unsigned(row.attempts().size());
        row.attempts().forEach(attempt -> write(out, attempt));
        out.unsigned(row.steps().size());
        row.steps().forEach(step -> StepCodec.write(out, step));
        if (row.demand() != null) {
            write(out, row.demand());
        }
    }

    static CallRow read(RecordReader in) {
        long id = in.unsigned() << CallId.SEQUENCE_BITS;
        id |= in.unsigned();
        Instant at = CallId.instant(id).plusMillis(in.signed());
        int flags = in.number();
        String workload = in.name();
        String key = in.name();
        String team = in.name();
        String askedModel = in.name();
        String code = in.name();
        int httpStatus = in.number();
        Duration firstByte = set(flags, 9) ? micros(in.unsigned()) : null;
        Duration total = micros(in.unsigned());
        long savedNanos = in.signed();
        return new CallRow(
                id,
                at,
                workload,
                key,
                team,
                WIRES[flags & 7],
                askedModel,
                CLASSES[flags >> 3 & 3],
                set(flags, 7),
                OUTCOMES[flags >> 5 & 3],
                code,
                httpStatus,
                attempts(in),
                firstByte,
                total,
                savedNanos,
                set(flags, 8),
                steps(in),
                set(flags, 10) ? demand(in) : null);
    }

    /// The abilities are a bit each; the output limit is one more than it is, so that -1 is 0.
    private static void write(RecordWriter out, Demand demand) {
        int needs = 0;
        for (Ability ability : demand.needs()) {
            needs |= 1 << ability.ordinal();
        }
        out.unsigned(demand.inputBound());
        out.unsigned(demand.outputLimit() + 1L);
        out.unsigned(demand.choices());
        out.unsigned(needs);
        out.unsigned(demand.maxSearchCalls());
        out.name(demand.serviceTier());
    }

    private static Demand demand(RecordReader in) {
        long inputBound = in.unsigned();
        int outputLimit = (int) (in.unsigned() - 1);
        int choices = in.number();
        int mask = in.number();
        var needs = EnumSet.noneOf(Ability.class);
        for (Ability ability : ABILITIES) {
            if (set(mask, ability.ordinal())) {
                needs.add(ability);
            }
        }
        return new Demand(inputBound, outputLimit, choices, needs, in.number(), in.name());
    }

    private static void write(RecordWriter out, AttemptRow attempt) {
        Usage usage = attempt.usage();
        out.unsigned(
                attempt.provenance().ordinal()
                        | bit(attempt.listNanos() != attempt.costNanos(), 3)
                        | bit(usage.promptTotal() != usage.inputTokens(), 4)
                        | bit(usage.reportedCostPico() != -1, 5));
        out.name(attempt.provider());
        out.name(attempt.model());
        out.unsigned(attempt.status());
        out.name(attempt.error());
        write(out, usage);
        out.unsigned(attempt.costNanos());
        if (attempt.listNanos() != attempt.costNanos()) {
            out.unsigned(attempt.listNanos());
        }
        out.name(attempt.priceIds());
        out.name(attempt.flags());
        out.unsigned(micros(attempt.duration()));
    }

    private static List<AttemptRow> attempts(RecordReader in) {
        int count = in.count();
        var attempts = new ArrayList<AttemptRow>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(in));
        }
        return attempts;
    }

    private static AttemptRow attempt(RecordReader in) {
        int flags = in.number();
        String provider = in.name();
        String model = in.name();
        int status = in.number();
        String error = in.name();
        Usage usage = usage(in, set(flags, 4), set(flags, 5));
        long cost = in.unsigned();
        long list = set(flags, 3) ? in.unsigned() : cost;
        String priceIds = in.name();
        String findings = in.name();
        Duration duration = micros(in.unsigned());
        return new AttemptRow(
                provider,
                model,
                status,
                error,
                usage,
                cost,
                list,
                priceIds,
                PROVENANCES[flags & 7],
                findings,
                duration);
    }

    private static void write(RecordWriter out, Usage usage) {
        int mask = 0;
        for (Counter counter : usage.counts().keySet()) {
            mask |= 1 << counter.ordinal();
        }
        out.unsigned(mask);
        usage.counts().values().forEach(out::unsigned);
        if (usage.promptTotal() != usage.inputTokens()) {
            out.unsigned(usage.promptTotal());
        }
        out.name(usage.tierServed());
        out.name(usage.geo());
        if (usage.reportedCostPico() != -1) {
            out.signed(usage.reportedCostPico());
        }
    }

    private static Usage usage(RecordReader in, boolean hasPromptTotal, boolean hasReportedCost) {
        int mask = in.number();
        Map<Counter, Long> counts = new EnumMap<>(Counter.class);
        for (Counter counter : COUNTERS) {
            if (set(mask, counter.ordinal())) {
                counts.put(counter, in.unsigned());
            }
        }
        long promptTotal = hasPromptTotal ? in.unsigned() : -1;
        String tier = in.name();
        String geo = in.name();
        long reportedCost = hasReportedCost ? in.signed() : -1;
        var usage = new Usage(counts, promptTotal, tier, geo, reportedCost);
        return hasPromptTotal ? usage : new Usage(counts, usage.inputTokens(), tier, geo, reportedCost);
    }

    private static List<Step> steps(RecordReader in) {
        int count = in.count();
        var steps = new ArrayList<Step>(count);
        for (int i = 0; i < count; i++) {
            steps.add(StepCodec.read(in));
        }
        return steps;
    }

    private static int bit(boolean value, int position) {
        return value ? 1 << position : 0;
    }

    private static boolean set(int bits, int position) {
        return (bits >> position & 1) != 0;
    }

    private static long micros(Duration duration) {
        return Math.max(0, duration.toNanos() / 1000);
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
