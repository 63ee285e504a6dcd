package signalbox.core.secret;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The login keychain of macOS: generic passwords whose service is the key's name and whose account is the origin it is
/// bound to. `SecKeychain…` takes plain buffers where `SecItem…` wants dictionaries; it is deprecated and still there:
/// <https://developer.apple.com/documentation/security/seckeychainfindgenericpassword>. Written after the reference;
/// not run on a Mac.
final class MacKeychain implements Keychain {
    private static final int NOT_FOUND = -25300;

    private final MethodHandle find;
    private final MethodHandle add;
    private final MethodHandle modify;
    private final MethodHandle delete;
    private final MethodHandle freeContent;
    private final MethodHandle release;

    private MacKeychain(Native security, Native core) throws SecretException {
        find =
                security.function(
                        "SecKeychainFindGenericPassword",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        add =
                security.function(
                        "SecKeychainAddGenericPassword",
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS);
        modify =
                security.function(
                        "SecKeychainItemModifyAttributesAndData", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
        delete = security.function("SecKeychainItemDelete", JAVA_INT, ADDRESS);
        freeContent = security.function("SecKeychainItemFreeContent", JAVA_INT, ADDRESS, ADDRESS);
        release = core.function("CFRelease", null, ADDRESS);
    }

    static Keychain open() throws SecretException {
        String frameworks = "/System/Library/Frameworks/";
        return new MacKeychain(
                Native.library(frameworks + "Security.framework/Security"),
                Native.library(frameworks + "CoreFoundation.framework/CoreFoundation"));
    }

    /// What is done with the item that was found; its memory is the keychain's.
    private interface Found<T> {
        T with(MemorySegment item, MemorySegment data, int length) throws Throwable;
    }

    private <T> Optional<T> found(Arena arena, String name, String origin, Found<T> then) throws Throwable {
        byte[] service = service(name);
        byte[] account = origin.getBytes(StandardCharsets.UTF_8);
        var length = arena.allocate(JAVA_INT);
        var data = arena.allocate(ADDRESS);
        var item = arena.allocate(ADDRESS);
        int status =
                (int)
                        find.invokeExact(
                                MemorySegment.NULL,
                                service.length,
                                copy(arena, service),
                                account.length,
                                copy(arena, account),
                                length,
                                data,
                                item);
        if (status == NOT_FOUND) {
            return Optional.empty();
        }
        demand(status);
        try {
            return Optional.ofNullable(then.with(item.get(ADDRESS, 0), data.get(ADDRESS, 0), length.get(JAVA_INT, 0)));
        } finally {
            int _ = (int) freeContent.invokeExact(MemorySegment.NULL, data.get(ADDRESS, 0));
            release.invokeExact(item.get(ADDRESS, 0));
        }
    }

    @Override
    public Optional<Secret> find(String name, String origin) throws SecretException {
        return Native.call(
                arena -> found(arena, name, origin, (item, data, length) -> Native.secret(data, length).orElse(null)));
    }

    @Override
    public void store(String name, String origin, Secret secret) throws SecretException {
        byte[] ascii = secret.ascii();
        Native.call(arena -> {
            var text = copy(arena, ascii);
            var changed =
                    found(
                            arena,
                            name,
                            origin,
                            (item, data, length) -> {
                                demand((int) modify.invokeExact(item, MemorySegment.NULL, ascii.length, text));
                                return true;
                            });
            if (changed.isEmpty()) {
                add(arena, name, origin, text, ascii.length);
            }
            text.fill((byte) 0);
            return true;
        });
        Arrays.fill(ascii, (byte) 0);
    }

    private void add(Arena arena, String name, String origin, MemorySegment text, int length) throws Throwable {
        byte[] service = service(name);
        byte[] account = origin.getBytes(StandardCharsets.UTF_8);
        demand(
                (int)
                        add.invokeExact(
                                MemorySegment.NULL,
                                service.length,
                                copy(arena, service),
                                account.length,
                                copy(arena, account),
                                length,
                                text,
                                MemorySegment.NULL));
    }

    @Override
    public void remove(String name, String origin) throws SecretException {
        Native.call(arena ->
                found(
                        arena,
                        name,
                        origin,
                        (item, data, length) -> {
                            demand((int) delete.invokeExact(item));
                            return true;
                        }));
    }

    private static byte[] service(String name) {
        return ("Signalbox " + name).getBytes(StandardCharsets.UTF_8);
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    private static void demand(int status) throws SecretException {
        if (status != 0) {
            throw Late.refused();
        }
    }
}
