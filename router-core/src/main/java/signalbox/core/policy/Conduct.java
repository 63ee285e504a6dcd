package signalbox.core.policy;

/// How a workload's calls are handled where a default serves nearly everybody.
///
/// @param latency whether somebody waits for the answer
/// @param mode whether decisions are acted on
/// @param failover how far a failed call may travel
/// @param onDisconnect what happens when the client leaves
/// @param tripwire what happens with findings of PII
/// @param storage what may be kept
/// @param promptCache whether providers' caches of long prompts are used
public record Conduct(
        LatencyClass latency,
        Mode mode,
        Failover failover,
        OnDisconnect onDisconnect,
        Tripwire tripwire,
        Storage storage,
        PromptCache promptCache) {
    public static final Conduct DEFAULT =
            new Conduct(
                    LatencyClass.INTERACTIVE,
                    Mode.ENFORCE,
                    Failover.DEFAULT,
                    OnDisconnect.ABORT,
                    Tripwire.DEFAULT,
                    Storage.NOTHING,
                    PromptCache.AUTO);

    /// The same conduct with another tripwire.
    public Conduct withTripwire(Tripwire other) {
        return new Conduct(latency, mode, failover, onDisconnect, other, storage, promptCache);
    }
}
