package signalbox.load;

/// What one run measured.
///
/// @param latency of whole answers
/// @param firstByte until the first bytes of an answer came
/// @param delay of stream pieces, from the mock's write to the load generator
/// @param cpuMicros processor time of the server in the measured time
record Result(
        double seconds,
        int answers,
        int pieces,
        int errors,
        Samples latency,
        Samples firstByte,
        Samples delay,
        double cpuMicros) {

    double perSecond() {
        return answers / seconds;
    }

    double piecesPerSecond() {
        return pieces / seconds;
    }

    double cpuPerAnswer() {
        return answers == 0 ? 0 : cpuMicros / answers;
    }

    double cpuPerPiece() {
        return pieces == 0 ? 0 : cpuMicros / pieces;
    }
}
