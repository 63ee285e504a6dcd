package signalbox.core.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import signalbox.core.plan.LiveView.BudgetRoom;
import signalbox.core.plan.Plan.Refusal.Kind;
import signalbox.core.plan.Plan.TooLittle;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Budget;
import signalbox.core.policy.Measure;
import signalbox.core.policy.ModelClass;
import signalbox.core.policy.Workload;

/// What budgets that downgrade at their limit leave of the candidates: when the first choice does not fit any more, the
/// next cheaper class that does. Every candidate has passed the interlock already. Budgets that halt are the book's to
/// enforce.
final class Downgrade {
    private final Workload workload;
    private final CallFacts facts;
    private final List<BudgetRoom> budgets;
    private final Candidates figures;
    private final Reasons reasons;
    private List<TooLittle> atLimit = List.of();

    Downgrade(Workload workload, CallFacts facts, LiveView live, Candidates figures, Reasons reasons) {
        this.workload = workload;
        this.facts = facts;
        this.budgets = live.budgets().stream().filter(room -> room.budget().atLimit() == AtLimit.DOWNGRADE).toList();
        this.figures = figures;
        this.reasons = reasons;
    }

    /// Budgets that made it go on with cheaper targets.
    List<TooLittle> atLimit() {
        return atLimit;
    }

    /// The same list while its first fits, or when nothing cheaper does: then the budget itself refuses the call.
    List<Candidate> of(List<Candidate> candidates) {
        BudgetRoom full = budgets.isEmpty() || candidates.isEmpty() ? null : tooSmall(candidates.getFirst());
        if (full == null) {
            return candidates;
        }
        ModelClass most = candidates.getFirst().model().modelClass();
        var cheaper = new ArrayList<Candidate>();
        for (Candidate candidate : candidates) {
            if (candidate.model().modelClass().compareTo(most) <= 0 && tooSmall(candidate) == null) {
                cheaper.add(candidate);
            }
        }
        if (cheaper.isEmpty()) {
            reasons.noted("budget.downgrade", candidates.getFirst().name(), detail(full, candidates.getFirst()));
            return candidates;
        }
        atLimit =
                budgets.stream()
                        .filter(room -> tooSmall(room, candidates.getFirst()))
                        .map(room -> new TooLittle(room.budget().name(), asked(room.budget(), candidates.getFirst())))
                        .toList();
        candidates.forEach(this::refuseUnlessFits);
        cheaper.sort(Comparator.<Candidate, ModelClass>comparing(fitting -> fitting.model().modelClass()).reversed());
        return cheaper;
    }

    private void refuseUnlessFits(Candidate candidate) {
        BudgetRoom full = tooSmall(candidate);
        if (full != null) {
            reasons.refused(Kind.NO_ROUTE, "budget.downgrade", candidate.name(), detail(full, candidate));
        }
    }

    private static String detail(BudgetRoom room, Candidate candidate) {
        Budget budget = room.budget();
        return "budget "
                + budget.name()
                + " has "
                + room.free()
                + " left of "
                + budget.cap()
                + ", the worst case is "
                + asked(budget, candidate);
    }

    /// The first budget that the candidate does not fit; null when it fits all.
    private BudgetRoom tooSmall(Candidate candidate) {
        for (BudgetRoom room : budgets) {
            if (tooSmall(room, candidate)) {
                return room;
            }
        }
        return null;
    }

    private boolean tooSmall(BudgetRoom room, Candidate candidate) {
        return counts(room.budget(), candidate) && !fits(room, candidate);
    }

    private boolean counts(Budget budget, Candidate candidate) {
        return budget.scope()
                .covers(
                        workload.name(),
                        facts.key(),
                        workload.team(),
                        candidate.provider().name(),
                        candidate.model().id());
    }

    private boolean fits(BudgetRoom room, Candidate candidate) {
        Budget budget = room.budget();
        long asked = asked(budget, candidate);
        // what costs nothing goes on at a money cap
        boolean free = budget.measure() == Measure.MONEY && asked == 0;
        return free || asked <= room.free() || workload.clamp() && clamped(budget, candidate) <= room.free();
    }

    /// The worst case at the lowest output limit that clamping may come down to.
    private long clamped(Budget budget, Candidate candidate) {
        int least = Math.min(workload.minOutput(), candidate.outputLimit());
        long fewer = (long) (candidate.outputLimit() - least) * facts.choices();
        long nanos = figures.worst(candidate.provider(), candidate.model(), least).orElse(candidate.worstNanos());
        return asked(budget, candidate.worstTokens() - fewer, nanos);
    }

    private static long asked(Budget budget, Candidate candidate) {
        return asked(budget, candidate.worstTokens(), candidate.worstNanos());
    }

    private static long asked(Budget budget, long tokens, long nanos) {
        return switch (budget.measure()) {
            case TOKENS -> tokens;
            case MONEY -> nanos;
            case CALLS -> 1;
        };
    }
}
