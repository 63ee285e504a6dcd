package signalbox.core.secret;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC) through libsecret:
/// <https://gnome.pages.gitlab.gnome.org/libsecret/>. An item's attributes are the program, the key's name and the
/// origin it is bound to, so asking with another origin finds nothing.
final class LibSecret implements Keychain {
    private static final String[] ATTRIBUTES = {"application", "name", "origin"};

    /// SecretSchema: name, flags, 32 times name and type of an attribute (STRING is 0), then reserved space.
    private static final int SCHEMA_BYTES = 640;

    private static final int FIRST_ATTRIBUTE = 16;
    private static final int ATTRIBUTE_BYTES = 16;

    private final MethodHandle lookup;
    private final MethodHandle store;
    private final MethodHandle clear;
    private final MethodHandle free;
    private final MethodHandle errorFree;
    private final MethodHandle tableNew;
    private final MethodHandle tableInsert;
    private final MethodHandle tableUnref;
    private final MemorySegment hash;
    private final MemorySegment equal;
    private final MemorySegment schema;

    private LibSecret(Native secret, Native glib) throws SecretException {
        lookup = secret.function("secret_password_lookupv_sync", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        store =
                secret.function(
                        "secret_password_storev_sync",
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        clear = secret.function("secret_password_clearv_sync", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        free = secret.function("secret_password_free", null, ADDRESS);
        errorFree = glib.function("g_error_free", null, ADDRESS);
        tableNew = glib.function("g_hash_table_new", ADDRESS, ADDRESS, ADDRESS);
        tableInsert = glib.function("g_hash_table_insert", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        tableUnref = glib.function("g_hash_table_unref", null, ADDRESS);
        hash = glib.symbol("g_str_hash");
        equal = glib.symbol("g_str_equal");
        schema = schema(Arena.global());
    }

    static Keychain open() throws SecretException {
        return new LibSecret(Native.library("libsecret-1.so.0"), Native.library("libglib-2.0.so.0"));
    }

    private static MemorySegment schema(Arena arena) {
        var schema = arena.allocate(SCHEMA_BYTES, 8).fill((byte) 0);
        schema.set(ADDRESS, 0, arena.allocateFrom("signalbox.ProviderKey"));
        for (int i = 0; i < ATTRIBUTES.length; i++) {
            schema.set(ADDRESS, FIRST_ATTRIBUTE + (long) i * ATTRIBUTE_BYTES, arena.allocateFrom(ATTRIBUTES[i]));
        }
        return schema;
    }

    /// What is done with the attributes of one key.
    private interface Asked<T> {
        T with(Arena arena, MemorySegment attributes, MemorySegment error) throws Throwable;
    }

    private <T> T ask(String name, String origin, Asked<T> asked) throws SecretException {
        String[] values = {"signalbox", name, origin};
        return Native.call(arena -> {
            var table = (MemorySegment) tableNew.invokeExact(hash, equal);
            var error = arena.allocate(ADDRESS);
            try {
                for (int i = 0; i < values.length; i++) {
                    int _ =
                            (int)
                                    tableInsert.invokeExact(
                                            table, arena.allocateFrom(ATTRIBUTES[i]), arena.allocateFrom(values[i]));
                }
                T result = asked.with(arena, table, error);
                demandNone(error);
                return result;
            } finally {
                tableUnref.invokeExact(table);
            }
        });
    }

    private void demandNone(MemorySegment error) throws Throwable {
        var problem = error.get(ADDRESS, 0);
        if (problem.address() != 0) {
            errorFree.invokeExact(problem);
            throw Late.refused();
        }
    }

    @Override
    public Optional<Secret> find(String name, String origin) throws SecretException {
        return ask(
                name,
                origin,
                (arena, attributes, error) -> {
                    var found = (MemorySegment) lookup.invokeExact(schema, attributes, MemorySegment.NULL, error);
                    if (found.address() == 0) {
                        return Optional.empty();
                    }
                    var secret = Native.secret(found);
                    free.invokeExact(found);
                    return secret;
                });
    }

    @Override
    public void store(String name, String origin, Secret secret) throws SecretException {
        boolean stored =
                ask(
                        name,
                        origin,
                        (arena, attributes, error) -> {
                            var text = arena.allocateFrom(secret.reveal());
                            try {
                                int done =
                                        (int)
                                                store.invokeExact(
                                                        schema,
                                                        attributes,
                                                        MemorySegment.NULL,
                                                        arena.allocateFrom("Signalbox: " + name + " at " + origin),
                                                        text,
                                                        MemorySegment.NULL,
                                                        error);
                                return done != 0;
                            } finally {
                                text.fill((byte) 0);
                            }
                        });
        if (!stored) {
            throw Late.refused();
        }
    }

    @Override
    public void remove(String name, String origin) throws SecretException {
        ask(
                name,
                origin,
                (arena, attributes, error) -> (int) clear.invokeExact(schema, attributes, MemorySegment.NULL, error));
    }
}
