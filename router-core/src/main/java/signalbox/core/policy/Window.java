package signalbox.core.policy;

/// How long a budget adds up before it starts again from nothing, in the budget's time zone.
public enum Window {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    LIFETIME
}
