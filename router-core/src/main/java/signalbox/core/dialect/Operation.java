package signalbox.core.dialect;

/// What a request asks a model to do.
public enum Operation {
    /// To answer, plain or streamed.
    GENERATE,

    /// To turn texts into vectors. Input alone is billed.
    EMBED,

    /// As [#EMBED], in Gemini's form for many texts.
    EMBED_BATCH,

    /// To say how many tokens a request has. Not billed, but the text leaves the house all the same.
    COUNT;

    public boolean embeds() {
        return this == EMBED || this == EMBED_BATCH;
    }
}
