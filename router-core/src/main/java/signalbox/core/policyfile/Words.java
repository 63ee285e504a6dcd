package signalbox.core.policyfile;

import java.util.Arrays;
import java.util.Locale;

/// Enum constants as words of a policy file: `JSON_SCHEMA` is `json-schema`.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException with the words that are known
    static <E extends Enum<E>> E parse(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        String known = String.join(", ", Arrays.stream(type.getEnumConstants()).map(Words::of).toList());
        throw new IllegalArgumentException("\"" + word + "\" is not one of " + known);
    }
}
