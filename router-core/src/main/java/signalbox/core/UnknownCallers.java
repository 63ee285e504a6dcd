package signalbox.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Apps that called the port and were refused, because they brought no key or one that is not in force: so that the
/// operator sees who is knocking and can give them a workload. Nothing of a call but this is known or kept.
///
/// In memory only, [#MOST] callers at most, each until a day after its last call. Of the key that was sent only its
/// last four characters are held, because it may well be a provider's. So it cannot be let in as it is either: an
/// adopted caller gets a key of ours. Thread-safe; only calls that are refused anyway come here.
public final class UnknownCallers {
    public static final int MOST = 32;
    static final Duration KEPT = Duration.ofDays(1);
    private static final int LONGEST_AGENT = 120;
    private static final int ENDING = 4;

    /// A key shorter than this would be half told by its ending.
    private static final int SHORTEST_KEY = 16;

    /// Who called, as far as that can be told.
    ///
    /// @param agent what it calls itself (`User-Agent`), printable, 120 characters at most; empty when it does not
    /// @param ending the last four characters of the key it sent; empty when there was none, or a very short one
    /// @param ours whether that key looks like one of ours, so was revoked, mistyped or of another data directory
    /// @param calls how many of its calls were refused
    public record Caller(String agent, String ending, boolean ours, long calls, Instant first, Instant last) {}

    private record Who(String agent, String ending, boolean ours) {}

    private record Seen(Caller caller, boolean dismissed) {}

    private final InstantSource clock;
    private final Consumer<RouterEvent> tell;
    private final Map<Who, Seen> seen = new HashMap<>();

    /// @param tell hears of every refused call, on the thread that refused it
    public UnknownCallers(InstantSource clock, Consumer<RouterEvent> tell) {
        this.clock = clock;
        this.tell = tell;
    }

    /// Notes a call that was refused.
    ///
    /// @param agent as it was sent; may be null
    /// @param key as it was sent, empty for none; not kept
    public void refused(String agent, String key) {
        Instant now = clock.instant();
        var who = new Who(printable(agent == null ? "" : agent), ending(key), key.startsWith("sbx-"));
        Caller caller;
        synchronized (seen) {
            forgetOld(now);
            var before = seen.get(who);
            if (before == null && seen.size() >= MOST) {
                oldest();
            }
            caller =
                    new Caller(
                            who.agent,
                            who.ending,
                            who.ours,
                            before == null ? 1 : before.caller.calls + 1,
                            before == null ? now : before.caller.first,
                            now);
            seen.put(who, new Seen(caller, before != null && before.dismissed));
        }
        tell.accept(new RouterEvent.CallerRefused(caller));
    }

    /// Those that nobody adopted or put away, the latest first.
    public List<Caller> list() {
        synchronized (seen) {
            forgetOld(clock.instant());
            return seen.values().stream()
                    .filter(one -> !one.dismissed)
                    .map(Seen::caller)
                    .sorted(Comparator.comparing(Caller::last).reversed().thenComparing(Caller::agent))
                    .toList();
        }
    }

    /// Lists a caller no more, for as long as it is remembered: it was adopted, or nobody wants to know.
    public void dismiss(Caller caller) {
        hide(caller, true);
    }

    /// Lists a caller again.
    public void recall(Caller caller) {
        hide(caller, false);
    }

    private void hide(Caller caller, boolean hidden) {
        synchronized (seen) {
            seen.computeIfPresent(
                    new Who(caller.agent, caller.ending, caller.ours), (who, now) -> new Seen(now.caller, hidden));
        }
    }

    private void forgetOld(Instant now) {
        seen.values().removeIf(one -> one.caller.last.plus(KEPT).isBefore(now));
    }

    private void oldest() {
        seen.entrySet().stream()
                .min(Comparator.comparing(one -> one.getValue().caller.last))
                .map(Map.Entry::getKey)
                .ifPresent(seen::remove);
    }

    private static String ending(String key) {
        return key.length() < SHORTEST_KEY ? "" : printable(key.substring(key.length() - ENDING));
    }

    private static String printable(String text) {
        var kept = new StringBuilder();
        text.strip().chars().filter(one -> one >= ' ' && one < 127).limit(LONGEST_AGENT).forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
