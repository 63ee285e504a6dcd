package signalbox.core.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import signalbox.core.plan.LiveView.QuotaRoom;

/// Takes out the targets that rest or whose quota is used up, and puts those last whose quota hardly holds the call, so
/// that no call is spent on an answer that is known to be 429.
final class Availability {
    private final CallFacts facts;
    private final LiveView live;
    private final Instant now;
    private final Reasons reasons;

    Availability(CallFacts facts, LiveView live, Instant now, Reasons reasons) {
        this.facts = facts;
        this.live = live;
        this.now = now;
        this.reasons = reasons;
    }

    List<Candidate> of(List<Candidate> candidates) {
        var open = new ArrayList<Candidate>(candidates.size());
        var tight = new ArrayList<Candidate>();
        for (Candidate candidate : candidates) {
            if (!cooling(candidate) && !full(candidate)) {
                (tight(candidate) ? tight : open).add(candidate);
            }
        }
        open.addAll(tight);
        return open;
    }

    private boolean cooling(Candidate candidate) {
        return !live.coolingUntil().isEmpty()
                && (cooling(candidate, candidate.provider().name()) || cooling(candidate, candidate.name()));
    }

    private boolean cooling(Candidate candidate, String ill) {
        Instant until = live.coolingUntil().get(ill);
        if (until == null || !until.isAfter(now)) {
            return false;
        }
        reasons.refusedUntil(until, "health.cooling", candidate.name(), "not tried before " + until);
        return true;
    }

    private boolean full(Candidate candidate) {
        for (QuotaRoom room : candidate.load().quotas()) {
            if (room.left() <= 0 && !past(room)) {
                reasons.refusedUntil(room.freeAt(), "quota.full", candidate.name(), used(room));
                return true;
            }
        }
        return false;
    }

    private boolean tight(Candidate candidate) {
        for (QuotaRoom room : candidate.load().quotas()) {
            long needed = Math.min(needed(room.unit(), candidate), room.limit());
            if (room.left() < needed && !past(room)) {
                reasons.noted(
                        "quota.tight",
                        candidate.name(),
                        used(room) + "; this call may need " + needed + ", so it is tried last");
                return true;
            }
        }
        return false;
    }

    /// Whether what was used up is free again meanwhile.
    private boolean past(QuotaRoom room) {
        return room.freeAt() != null && !room.freeAt().isAfter(now);
    }

    private static String used(QuotaRoom room) {
        return Math.max(0, room.left())
                + " of "
                + room.limit()
                + " "
                + room.name()
                + " left"
                + (room.freeAt() == null ? "" : " until " + room.freeAt());
    }

    private long needed(QuotaRoom.Unit unit, Candidate candidate) {
        long output = (long) candidate.outputLimit() * facts.choices();
        return switch (unit) {
            case REQUESTS, CONCURRENT -> 1;
            case TOKENS -> candidate.inputTokens() + output;
            case INPUT_TOKENS -> candidate.inputTokens();
            case OUTPUT_TOKENS -> output;
        };
    }
}
