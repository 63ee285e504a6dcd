package signalbox.core.secret;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Credential Manager of Windows: generic credentials named after key and origin, encrypted for the user who is signed
/// in: <https://learn.microsoft.com/windows/win32/api/wincred/ns-wincred-credentialw>. Written after the reference; not
/// run on Windows.
final class WindowsCredentials implements Keychain {
    private static final int GENERIC = 1;
    private static final int THIS_MACHINE = 2;

    /// CREDENTIALW on 64 bits.
    private static final int BYTES = 80;

    private static final int TYPE = 4;
    private static final int TARGET = 8;
    private static final int BLOB_SIZE = 32;
    private static final int BLOB = 40;
    private static final int PERSIST = 48;
    private static final int USER = 72;

    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle delete;
    private final MethodHandle free;

    private WindowsCredentials(Native advapi) throws SecretException {
        read = advapi.function("CredReadW", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
        write = advapi.function("CredWriteW", JAVA_INT, ADDRESS, JAVA_INT);
        delete = advapi.function("CredDeleteW", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        free = advapi.function("CredFree", null, ADDRESS);
    }

    static Keychain open() throws SecretException {
        return new WindowsCredentials(Native.library("Advapi32"));
    }

    @Override
    public Optional<Secret> find(String name, String origin) throws SecretException {
        return Native.call(arena -> {
            var place = arena.allocate(ADDRESS);
            // 0 is also said of one that is not there; what else went wrong shows when it is stored
            if ((int) read.invokeExact(target(arena, name, origin), GENERIC, 0, place) == 0) {
                return Optional.empty();
            }
            var credential = Native.sized(place.get(ADDRESS, 0), BYTES);
            var secret = Native.secret(credential.get(ADDRESS, BLOB), credential.get(JAVA_INT, BLOB_SIZE));
            free.invokeExact(credential);
            return secret;
        });
    }

    @Override
    public void store(String name, String origin, Secret secret) throws SecretException {
        byte[] ascii = secret.ascii();
        int done =
                Native.call(arena -> {
                    var blob = arena.allocateFrom(JAVA_BYTE, ascii);
                    var credential = arena.allocate(BYTES, 8).fill((byte) 0);
                    credential.set(JAVA_INT, TYPE, GENERIC);
                    credential.set(ADDRESS, TARGET, target(arena, name, origin));
                    credential.set(JAVA_INT, BLOB_SIZE, ascii.length);
                    credential.set(ADDRESS, BLOB, blob);
                    credential.set(JAVA_INT, PERSIST, THIS_MACHINE);
                    credential.set(ADDRESS, USER, arena.allocateFrom("signalbox", StandardCharsets.UTF_16LE));
                    int written = (int) write.invokeExact(credential, 0);
                    blob.fill((byte) 0);
                    return written;
                });
        Arrays.fill(ascii, (byte) 0);
        if (done == 0) {
            throw Late.refused();
        }
    }

    @Override
    public void remove(String name, String origin) throws SecretException {
        Native.call(arena -> (int) delete.invokeExact(target(arena, name, origin), GENERIC, 0));
    }

    private static MemorySegment target(Arena arena, String name, String origin) {
        return arena.allocateFrom("Signalbox/" + name + "@" + origin, StandardCharsets.UTF_16LE);
    }
}
