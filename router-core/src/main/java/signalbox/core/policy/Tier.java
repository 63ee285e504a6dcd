package signalbox.core.policy;

/// How a provider account is paid for. Only [#PAID] calls cost money; the others cost 0 and show their list-price
/// equivalent separately.
public enum Tier {
    FREE,
    SUBSCRIPTION,
    RESERVED,
    PAID
}
