package signalbox.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.cli.SignalboxCommand.Start;
import signalbox.core.RouterException;

/// The window neither waits for the router nor outlives one that cannot be opened.
class OpeningTest {
    @TempDir Path dir;

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    @AfterEach
    void quietLogs() {
        Logs.none();
    }

    @Test
    void theInstanceIsHandedOverWhenItIsOpenAndClosedInTheEnd() throws Exception {
        var mayOpen = new CountDownLatch(1);
        Opening opening =
                Opening.begin(() -> {
                    mayOpen.await();
                    return instance();
                });
        opening.then(told::add, () -> told.add("failed"));
        assertEquals(0, told.size());
        mayOpen.countDown();
        var instance = (Instance) told.poll(30, TimeUnit.SECONDS);
        opening.check();
        assertEquals(dir.resolve("data"), instance.dataDir());
        opening.close();
        instance().close(); // which a data directory in use would refuse
    }

    @Test
    void aFailureIsToldAndKeepsItsCode() throws Exception {
        try (Opening opening =
                Opening.begin(() -> {
                    throw new RouterException("data_dir_unusable", "No.");
                })) {
            opening.then(told::add, () -> told.add("failed"));
            assertEquals("failed", told.poll(30, TimeUnit.SECONDS));
            assertEquals("data_dir_unusable", assertThrows(RouterException.class, opening::check).code());
        }
    }

    private Instance instance() throws RouterException {
        return Starting.open(new Start(true, false, dir.resolve("data"), 0, true, null, false), () -> {});
    }
}
