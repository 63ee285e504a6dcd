/// Answers that may serve the same request again, in memory only, for workloads that ask for it (`cache:` in the policy
/// file). The façade decides who may be served from here: only a call whose own plan could have gone to the target that
/// gave the answer, so the interlock holds for an answer from memory as for one from the network.
///
/// Decisions: exact only. Two requests are the same when their JSON is, whatever the order of fields and the white
/// space, for the same workload, app key, end user, policy version and class. A request is kept as a keyed hash with a
/// key that lives as long as the process, its answer as bytes; nothing of either is written down. What cost nothing to
/// answer is not charged, nor counted by budgets of calls: budgets count what goes to providers. A client that sends
/// `cache-control: no-cache` is asked for anew and its answer kept in the old one's place; that header is for this room
/// alone and goes to no provider.
///
/// Requests of workloads that keep bodies (`keep-bodies:`), so that the operator can send one again ([RequestMemory]):
/// by call, as bytes in memory, for as long as the policy of the moment says.
///
/// Beside that, what is known of providers' own caches: which prompts began alike of late ([PromptMemory], fingerprints
/// and counts only) and the pure rule by which a provider is told to keep one ([PromptRule]).
package signalbox.core.cache;
