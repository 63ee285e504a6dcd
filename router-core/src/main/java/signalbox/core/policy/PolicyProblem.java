package signalbox.core.policy;

/// Something that is wrong with a policy.
///
/// @param path where, as in the policy file: `workloads.nightly-etl.route`
/// @param message a sentence: what is wrong and what would be right
public record PolicyProblem(String path, String message) {}
