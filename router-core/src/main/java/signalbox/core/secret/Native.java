package signalbox.core.secret;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A library of the system, called through the foreign-function API. Every restricted method of that API is called
/// here.
@SuppressWarnings("restricted")
final class Native {
    private static final long LONGEST = 1 << 20;

    private final SymbolLookup symbols;

    private Native(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /// @throws SecretException `keychain_missing`
    static Native library(String name) throws SecretException {
        try {
            return new Native(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException | IllegalCallerException | UnsatisfiedLinkError absent) {
            throw Late.missing(absent);
        }
    }

    MemorySegment symbol(String name) throws SecretException {
        return symbols.find(name).orElseThrow(() -> Late.missing(null));
    }

    /// @param result null for none
    MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) throws SecretException {
        var shape = result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
        return Linker.nativeLinker().downcallHandle(symbol(name), shape);
    }

    /// A call into the library.
    interface Work<T> {
        T run(Arena arena) throws Throwable;
    }

    /// Runs it with memory of its own, freed afterwards.
    ///
    /// @throws SecretException what it throws of that kind, or `keychain_refused`
    static <T> T call(Work<T> work) throws SecretException {
        try (var arena = Arena.ofConfined()) {
            return work.run(arena);
        } catch (SecretException known) {
            throw known;
        } catch (Throwable failed) {
            if (failed instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            throw Late.refused();
        }
    }

    /// The memory behind a pointer of the library's, of a size that it states.
    static MemorySegment sized(MemorySegment pointer, long bytes) {
        return pointer.reinterpret(bytes);
    }

    /// A text that ends with a zero byte.
    static Optional<Secret> secret(MemorySegment text) {
        var open = text.reinterpret(LONGEST);
        long length = 0;
        while (open.get(ValueLayout.JAVA_BYTE, length) != 0) {
            length++;
        }
        return secret(text, length);
    }

    static Optional<Secret> secret(MemorySegment bytes, long length) {
        if (length <= 0) {
            return Optional.empty();
        }
        return Optional.of(Secret.ofAscii(bytes.reinterpret(length).toArray(ValueLayout.JAVA_BYTE)));
    }
}
