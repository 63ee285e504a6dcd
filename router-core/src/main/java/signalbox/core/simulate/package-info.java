/// What a period would have looked like under another policy: the same [signalbox.core.plan.Planner] as live traffic,
/// asked again with the facts that each row kept, once under the policy in force and once under a draft. Pure; calls
/// nobody, stores nothing. The façade feeds it rows.
///
/// Decisions: both sides are planned without live health, so that a difference is the draft's doing and not a bad
/// hour's. Costs on both sides come from the tokens that the call truly used, at list price of the target chosen; a
/// call that used none (it was refused) costs nothing on either side and is counted as unpriced. Budgets are added up
/// from the start of the period with what calls used, not with what would have been held, so near a cap the live router
/// refuses a little earlier.
package signalbox.core.simulate;
