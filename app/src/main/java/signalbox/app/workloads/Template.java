package signalbox.app.workloads;

import java.util.List;
import signalbox.core.policy.Amount;
import signalbox.core.policy.AtLimit;
import signalbox.core.policy.Conduct;
import signalbox.core.policy.LatencyClass;
import signalbox.core.policy.OnDisconnect;
import signalbox.core.policy.PiiClass;
import signalbox.core.policy.Policy;
import signalbox.core.policy.Quality;
import signalbox.core.policy.Route;
import signalbox.core.policy.Task;

/// Where a new workload starts from.
public enum Template {
    CODING_AGENT("coding-agent", Task.CODE, Quality.HIGH, 16_000, 20, true, Conduct.DEFAULT),
    BATCH_JOB("batch-job", Task.EXTRACT, Quality.STANDARD, 2_000, 10, false, batch()),
    CHAT_FEATURE("chat-feature", Task.CHAT, Quality.STANDARD, 1_000, 5, false, Conduct.DEFAULT);

    private final String name;
    private final Task task;
    private final Quality quality;
    private final int maxTokens;
    private final int dollarsADay;
    private final boolean anyModel;
    private final Conduct conduct;

    Template(
            String name,
            Task task,
            Quality quality,
            int maxTokens,
            int dollarsADay,
            boolean anyModel,
            Conduct conduct) {
        this.name = name;
        this.task = task;
        this.quality = quality;
        this.maxTokens = maxTokens;
        this.dollarsADay = dollarsADay;
        this.anyModel = anyModel;
        this.conduct = conduct;
    }

    /// Nobody waits for it, and what was paid for is read to its end.
    private static Conduct batch() {
        Conduct usual = Conduct.DEFAULT;
        return new Conduct(
                LatencyClass.BATCH,
                usual.mode(),
                usual.failover(),
                OnDisconnect.DRAIN,
                usual.tripwire(),
                usual.storage(),
                usual.promptCache());
    }

    /// Text key of its name.
    public String key() {
        return "workloads.template." + name;
    }

    /// A draft with a free name, on the targets of the policy's first route.
    public Draft draft(Policy policy) {
        return draft(policy, name, anyModel);
    }

    /// The same under another name, or the next like it that is free.
    ///
    /// @param anyModel whether whatever model an app names is answered
    Draft draft(Policy policy, String wanted, boolean anyModel) {
        List<String> targets =
                policy.routes().values().stream().findFirst().map(Route::targets).orElse(List.of()).stream()
                        .map(target -> target.provider() + "/" + target.model())
                        .toList();
        return new Draft(
                free(policy, wanted),
                task,
                quality,
                PiiClass.INTERNAL,
                "",
                maxTokens,
                false,
                anyModel,
                targets,
                dollarsADay * Amount.DOLLAR,
                Draft.NO_CAP,
                80,
                AtLimit.HALT,
                conduct);
    }

    private static String free(Policy policy, String wanted) {
        String free = wanted;
        for (int next = 2; policy.workloads().containsKey(free); next++) {
            free = wanted + "-" + next;
        }
        return free;
    }
}
