package signalbox.core.policy;

/// How far a call may travel when a target fails it.
///
/// @param onRefusedContent whether another target is asked when one refuses the content; else its refusal is the answer
/// @param dearerClass whether a fallback may go to a dearer [ModelClass] than the first choice had
public record Failover(boolean onRefusedContent, boolean dearerClass) {
    public static final Failover DEFAULT = new Failover(false, false);
}
