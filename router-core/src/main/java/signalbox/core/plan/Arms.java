package signalbox.core.plan;

import signalbox.core.policy.Experiment;

/// Which arm of an experiment a subject is in. Pure: the same subject is in the same arm as long as experiment name and
/// weights stay what they are, over restarts and on every machine.
public final class Arms {
    /// The rule of the step that names a call's arm; its subject is `EXPERIMENT/ARM`.
    public static final String RULE = "experiment.arm";

    private Arms() {}

    /// @param subject the end user, else the app key
    public static Experiment.Arm of(Experiment experiment, String subject) {
        long total = experiment.arms().stream().mapToLong(Experiment.Arm::weight).sum();
        long bucket = Chance.bucket(experiment.name(), subject, total);
        for (Experiment.Arm arm : experiment.arms()) {
            bucket -= arm.weight();
            if (bucket < 0) {
                return arm;
            }
        }
        throw new IllegalArgumentException("experiment " + experiment.name() + " has no arms");
    }
}
