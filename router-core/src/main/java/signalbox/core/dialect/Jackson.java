package signalbox.core.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/// How JSON of clients and providers is read and written. Their names never go into the JVM's table of interned
/// strings. Buffers belong to all threads together: one of each for every thread that waits on a stream took 13 KB a
/// stream.
final class Jackson {
    static final JsonFactory FACTORY = builder().build();

    private Jackson() {}

    /// For a reader with limits of its own.
    static JsonFactoryBuilder builder() {
        var builder = new JsonFactoryBuilder();
        builder.recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
        return builder.disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
    }
}
