package signalbox.core.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import signalbox.core.plan.CallFacts;
import signalbox.core.plan.Step;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Wire;

/// One call, whole: what was asked, every attempt that was made, what it cost and why it went where it went. Immutable.
///
/// @param id unique, ordered by time; see [CallId]
/// @param at when the call arrived, kept to the millisecond (durations to the microsecond)
/// @param key name of the app key
/// @param team the workload's team tag, or empty
/// @param askedModel the model name the client sent
/// @param outcome answered, refused or failed
/// @param code for a refusal or failure the error code the client got (`budget_halted`); else empty
/// @param httpStatus the status the client got
/// @param attempts every upstream attempt, in order; empty for a call refused before any
/// @param firstByte from arrival to the first byte to the client; null when none was sent
/// @param total from arrival to the end
/// @param savedNanos nano-dollars saved against the dearest target of the route that could have served, at list price
/// @param practice whether the call was simulated; practice spend is never mixed with real spend
/// @param steps the explanation
/// @param demand what it asked for; null when the request could not be read
public record CallRow(
        long id,
        Instant at,
        String workload,
        String key,
        String team,
        Wire wire,
        String askedModel,
        PiiClass pii,
        boolean stream,
        Outcome outcome,
        String code,
        int httpStatus,
        List<AttemptRow> attempts,
        Duration firstByte,
        Duration total,
        long savedNanos,
        boolean practice,
        List<Step> steps,
        Demand demand) {
    public CallRow {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        firstByte = firstByte == null ? null : firstByte.truncatedTo(ChronoUnit.MICROS);
        total = total.truncatedTo(ChronoUnit.MICROS);
        attempts = List.copyOf(attempts);
        steps = List.copyOf(steps);
    }

    /// A call of which nothing is known that planning it again would need.
    public CallRow(
            long id,
            Instant at,
            String workload,
            String key,
            String team,
            Wire wire,
            String askedModel,
            PiiClass pii,
            boolean stream,
            Outcome outcome,
            String code,
            int httpStatus,
            List<AttemptRow> attempts,
            Duration firstByte,
            Duration total,
            long savedNanos,
            boolean practice,
            List<Step> steps) {
        this(
                id,
                at,
                workload,
                key,
                team,
                wire,
                askedModel,
                pii,
                stream,
                outcome,
                code,
                httpStatus,
                attempts,
                firstByte,
                total,
                savedNanos,
                practice,
                steps,
                null);
    }

    public enum Outcome {
        ANSWERED,
        REFUSED,
        FAILED
    }

    /// The same call, with this as the model that was asked for.
    public CallRow withAskedModel(String asked) {
        return with(asked, attempts, practice, steps);
    }

    /// The same call with other attempts.
    public CallRow withAttempts(List<AttemptRow> other) {
        return with(askedModel, other, practice, steps);
    }

    /// The same call, simulated or real.
    public CallRow withPractice(boolean simulated) {
        return with(askedModel, attempts, simulated, steps);
    }

    /// The same call with another explanation.
    public CallRow withSteps(List<Step> other) {
        return with(askedModel, attempts, practice, other);
    }

    private CallRow with(String askedModel, List<AttemptRow> attempts, boolean practice, List<Step> steps) {
        return new CallRow(
                id,
                at,
                workload,
                key,
                team,
                wire,
                askedModel,
                pii,
                stream,
                outcome,
                code,
                httpStatus,
                attempts,
                firstByte,
                total,
                savedNanos,
                practice,
                steps,
                demand);
    }

    /// What the call cost: every billed attempt, in nano-dollars.
    public long costNanos() {
        return attempts.stream().mapToLong(AttemptRow::costNanos).sum();
    }

    /// The facts that the call was planned by, so that it can be planned again; empty when they are not known. The end
    /// user is not stored, so an experiment sees the key in its place.
    public Optional<CallFacts> facts() {
        return Optional.ofNullable(demand)
                .map(asked ->
                        new CallFacts(
                                workload,
                                key,
                                wire,
                                askedModel,
                                pii,
                                asked.inputBound(),
                                asked.outputLimit(),
                                asked.choices(),
                                stream,
                                asked.needs(),
                                asked.maxSearchCalls(),
                                asked.serviceTier(),
                                key,
                                id));
    }

    /// The provider that answered or was tried last; empty when none was.
    public String provider() {
        return attempts.isEmpty() ? "" : attempts.getLast().provider();
    }

    /// The model that answered or was tried last; empty when none was.
    public String model() {
        return attempts.isEmpty() ? "" : attempts.getLast().model();
    }
}
