package signalbox.core.policy;

/// What a workload does; a label for people and templates, never a routing secret.
public enum Task {
    GENERATE,
    SUMMARISE,
    CLASSIFY,
    EXTRACT,
    CHAT,
    CODE,
    EMBED,
    OTHER
}
