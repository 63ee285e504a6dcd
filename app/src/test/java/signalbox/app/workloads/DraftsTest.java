package signalbox.app.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.app.form.SpanText;
import signalbox.core.policy.Lane;
import signalbox.core.policy.LaneOrder;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyChange;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policy.Route;
import signalbox.core.policyfile.PolicyFile;

class DraftsTest {
    private static final String POLICY =
            """
            signalbox: 1
            providers:
              p: {base-url: practice, jurisdiction: local, models: {a: {}, b: {}}}
            routes: {shared: [p/a], own: [p/a, p/b]}
            workloads:
              one: {route: shared}
              two: {route: shared}
              three: {route: own}
            budgets:
              three-day: {on: "workload:three", limit: $5.00, zone: Europe/Berlin, warn-at: [70]}
              three-month: {on: "workload:three", limit: $50.00, window: month}
            """;

    private static Policy policy() throws Exception {
        return PolicyFile.read(POLICY);
    }

    private static Policy applied(Policy policy, Draft draft) {
        Policy after = new PolicyChange.Several(Drafts.changes(policy, draft)).applyTo(policy);
        assertEquals(List.of(), PolicyCheck.problems(after));
        return after;
    }

    private static Draft with(Draft draft, List<String> targets, long nanos, long tokens) {
        return new Draft(
                draft.name(),
                draft.task(),
                draft.quality(),
                draft.pii(),
                draft.team(),
                draft.maxTokens(),
                draft.clamp(),
                draft.anyModel(),
                targets,
                nanos,
                tokens,
                draft.warnAt(),
                draft.atLimit(),
                draft.conduct());
    }

    @Test
    void anUntouchedDraftChangesNothing() throws Exception {
        Policy policy = policy();
        policy.workloads()
                .values()
                .forEach(workload -> {
                    Draft draft = Drafts.of(policy, workload);
                    if (draft.dayNanos() != Draft.NO_CAP) {
                        assertEquals(List.of(), Drafts.changes(policy, draft));
                    }
                });
    }

    @Test
    void aCapIsChangedInPlaceAndKeepsItsZone() throws Exception {
        Policy policy = policy();
        Draft draft = Drafts.of(policy, policy.workloads().get("three"));
        assertEquals(5_000_000_000L, draft.dayNanos());
        Policy after = applied(policy, with(draft, draft.targets(), 7_000_000_000L, 1000));
        assertEquals(7_000_000_000L, after.budgets().get("three-day").cap());
        assertEquals("Europe/Berlin", after.budgets().get("three-day").zone().getId());
        assertEquals(1000, after.budgets().get("three-tokens").cap());
        assertEquals("three-month", Drafts.others(after, "three").getFirst().name());
        Policy none = applied(after, with(draft, draft.targets(), Draft.NO_CAP, Draft.NO_CAP));
        assertEquals(List.of("three-month"), List.copyOf(none.budgets().keySet()));
    }

    @Test
    void aSharedRouteIsLeftAloneAndAnOwnOneIsChanged() throws Exception {
        Policy policy = policy();
        Draft one = Drafts.of(policy, policy.workloads().get("one"));
        Policy after = applied(policy, with(one, List.of("p/b"), Draft.NO_CAP, Draft.NO_CAP));
        assertEquals("one", after.workloads().get("one").route());
        assertEquals("shared", after.workloads().get("two").route());
        Draft three = Drafts.of(policy, policy.workloads().get("three"));
        after = applied(policy, with(three, List.of("p/b"), three.dayNanos(), three.dayTokens()));
        assertEquals("own", after.workloads().get("three").route());
        assertEquals(1, after.routes().get("own").targets().size());
    }

    @Test
    void onlyARouteOfSingleListedTargetsIsEditedInTheForm() throws Exception {
        Policy policy = PolicyFile.read(POLICY);
        assertTrue(Drafts.plain(policy.routes().get("own")));
        var weighted = new Route("w", List.of(new Lane(LaneOrder.WEIGHTED, policy.routes().get("own").targets())));
        assertFalse(Drafts.plain(weighted));
        Policy with =
                new PolicyChange.Put(new PolicyChange.Part.OfRoute(new Route("own", weighted.lanes()))).applyTo(policy);
        Draft draft = Drafts.of(with, with.workloads().get("three"));
        Policy after = applied(with, with(draft, draft.targets(), 9_000_000_000L, Draft.NO_CAP));
        assertEquals(with.routes(), after.routes());
        assertEquals(
                List.of("lets $4.00 more through a day on budget three-day"),
                Drafts.loosens(with, with(draft, draft.targets(), 9_000_000_000L, Draft.NO_CAP)));
    }

    @Test
    void timesAreReadAsTheyAreWritten() {
        for (String typed : List.of("", "45 s", "30 min", "12 h", "7 d")) {
            assertEquals(typed, SpanText.write(SpanText.read(typed).orElseThrow()));
        }
        assertTrue(SpanText.read("soon").isEmpty());
    }

    @Test
    void deletingTakesTheBudgetsAndAnUnsharedRouteAlong() throws Exception {
        Policy policy = policy();
        Policy after = Drafts.deletion(policy, "three").applyTo(policy);
        assertEquals(List.of(), PolicyCheck.problems(after));
        assertTrue(after.budgets().isEmpty());
        assertFalse(after.routes().containsKey("own"));
        assertTrue(Drafts.deletion(policy, "one").applyTo(policy).routes().containsKey("shared"));
    }

    @Test
    void everyTemplateMakesAWorkloadThatCanBeApplied() throws Exception {
        Policy policy = policy();
        for (Template template : Template.values()) {
            policy = applied(policy, template.draft(policy));
            policy = applied(policy, template.draft(policy));
        }
        assertTrue(policy.workloads().containsKey("coding-agent-2"));
    }
}
