package signalbox.core.policy;

/// One provider and one of its models, with its share of the lane.
///
/// @param weight relative share within the lane, at least 1
public record Target(String provider, String model, int weight) {}
