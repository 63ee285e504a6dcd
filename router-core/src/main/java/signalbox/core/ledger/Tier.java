package signalbox.core.ledger;

/// The roll-ups, finest first: of how long a stretch of time each adds up, and where it stands.
enum Tier {
    MINUTE("minute_use", RollUps.MINUTE, Integer.SIZE - 1),
    HOUR("hour_use", RollUps.HOUR, 6),
    DAY("day_use", RollUps.DAY, 6);

    private final String table;
    private final long millis;
    private final int bits;

    Tier(String table, long millis, int bits) {
        this.table = table;
        this.millis = millis;
        this.bits = bits;
    }

    String table() {
        return table;
    }

    /// How long each stretch is.
    long millis() {
        return millis;
    }

    /// Which of a stretch's rows holds a workload's sums: 64 neighbouring names share one, so that one workload is read
    /// without all the others. A minute's are few, and share one all of them.
    int slice(int workload) {
        return workload >>> bits;
    }
}
