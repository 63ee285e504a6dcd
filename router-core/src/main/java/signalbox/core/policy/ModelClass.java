package signalbox.core.policy;

/// Coarse capability class of a model, cheapest first. "Downgrade" means: the next class down.
public enum ModelClass {
    COMMODITY,
    STANDARD,
    FRONTIER
}
