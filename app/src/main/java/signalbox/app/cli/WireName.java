package signalbox.app.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import signalbox.core.policy.Wire;

/// Reads a wire format by the id that policy files and the ledger use. Stateless.
final class WireName implements ITypeConverter<Wire> {
    @Override
    public Wire convert(String text) {
        return Arrays.stream(Wire.values())
                .filter(wire -> wire.id().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                "\""
                                        + text
                                        + "\" is no wire format; there are "
                                        + Arrays.stream(Wire.values()).map(Wire::id).collect(Collectors.joining(", "))
                                        + "."));
    }
}
