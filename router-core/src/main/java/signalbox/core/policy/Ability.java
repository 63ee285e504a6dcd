package signalbox.core.policy;

/// What a model can do beyond text in, text out; a call that needs an ability is only planned onto models that have it.
public enum Ability {
    TOOLS,
    IMAGES,
    AUDIO,
    FILES,
    JSON_SCHEMA,
    REASONING,
    EMBEDDINGS
}
