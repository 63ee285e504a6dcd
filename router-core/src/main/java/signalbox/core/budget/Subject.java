package signalbox.core.budget;

/// Whose attempt it is: everything a budget's scope can match.
///
/// @param team empty when the workload has none
public record Subject(String workload, String key, String team, String provider, String model) {}
