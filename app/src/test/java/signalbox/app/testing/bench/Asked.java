package signalbox.app.testing.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import signalbox.core.ledger.Ledger;

/// What screens ask a ledger, and how long its answers take: time on the wall, waiting for other questions included.
/// Thread-safe.
final class Asked {
    private final Map<String, long[]> questions = new TreeMap<>();

    Ledger of(Ledger real) {
        return (Ledger)
                Proxy.newProxyInstance(
                        Ledger.class.getClassLoader(),
                        new Class<?>[] {Ledger.class},
                        (self, method, arguments) -> {
                            long began = System.nanoTime();
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                count(words(method, arguments), System.nanoTime() - began);
                            }
                        });
    }

    private synchronized void count(String question, long nanos) {
        long[] sum = questions.computeIfAbsent(question, _ -> new long[2]);
        sum[0]++;
        sum[1] += nanos;
    }

    /// Milliseconds of all answers since the last time.
    synchronized double take(boolean print) {
        double all = questions.values().stream().mapToLong(sum -> sum[1]).sum() / 1e6;
        if (print) {
            questions.forEach((question, sum) ->
                    System.out.printf("    %-44s %4d times %,9.1f ms%n", question, sum[0], sum[1] / 1e6));
        }
        questions.clear();
        return all;
    }

    private static String words(Method method, Object[] arguments) {
        if (arguments == null) {
            return method.getName();
        }
        String period =
                arguments.length > 1 && arguments[0] instanceof Instant from && arguments[1] instanceof Instant to
                        ? " " + hours(from, to)
                        : "";
        return method.getName()
                + period
                + Arrays.stream(arguments)
                        .filter(one -> one instanceof Enum<?>)
                        .map(one -> " " + one)
                        .collect(Collectors.joining());
    }

    private static String hours(Instant from, Instant to) {
        long hours = Duration.between(from, to).toHours();
        return hours < 48 ? hours + " h" : hours / 24 + " d";
    }
}
