package signalbox.app.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.app.live.Background;
import signalbox.app.simulator.SimulatorModel.Replayed.State;
import signalbox.app.testing.FakeRouter;
import signalbox.app.testing.SampleDay;
import signalbox.app.testing.SampleLogs;
import signalbox.core.RouterException;
import signalbox.core.past.PastReport;
import signalbox.core.policy.Policy;

/// Without a toolkit: work waits in a queue until the test runs it.
class PastModelTest {
    private final FakeRouter router = SampleDay.router();
    private final Queue<Runnable> work = new ArrayDeque<>();

    @TempDir private Path home;

    private PastModel model(Map<String, String> environment) {
        var clock = InstantSource.fixed(SampleDay.NOW);
        return new PastModel(router, new Background(work::add, Runnable::run), clock, home, environment);
    }

    private void run() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private PastModel.Asked priced(int days) {
        return new PastModel.Asked(days, "", router.policy());
    }

    @Test
    void offersTheFoldersThatToolsHaveAndReadsNothingByItself() throws IOException {
        Path projects = SampleLogs.claude(home);
        Path elsewhere = Files.createDirectories(home.resolve("codex/sessions"));
        var model = model(Map.of("CODEX_HOME", home.resolve("codex").toString()));
        model.add(List.of(home.resolve("own.csv")));
        model.look();
        model.look();
        run();
        var own = new PastModel.Place(home.resolve("own.csv"), false, true);
        assertEquals(
                List.of(new PastModel.Place(projects, true, true), new PastModel.Place(elsewhere, true, true), own),
                model.places());
        assertEquals(State.NONE, model.reading().get().state());
    }

    @Test
    void readsWhatIsTickedAndNothingElse() throws IOException {
        var model = model(Map.of());
        assertFalse(model.ready());
        Path others = SampleLogs.others(home);
        SampleLogs.claude(home);
        model.look();
        run();
        model.add(List.of(others, others.resolve("../exports")));
        assertEquals(2, model.places().size(), "the same folder stands there once");
        model.tick(home.resolve(".claude/projects"), false);
        model.read(priced(30));
        run();
        PastReport report = model.reading().get().report();
        assertEquals(1, report.files());
        assertEquals(List.of("log"), report.tools().stream().map(PastReport.Line::tool).toList());
        assertEquals(610_000_000L, report.models().getFirst().sums().spent(), "what the log states, once");
        assertEquals(1, report.bad());
        assertEquals(List.of(others.resolve("notes.txt")), report.unknown());
        assertEquals(1, report.duplicates());
        model.tick(others, false);
        assertFalse(model.ready());
        model.remove(others);
        assertEquals(1, model.places().size());
    }

    @Test
    void theSumsOfDaysToolsAndModelsAreTheSameMoney() throws IOException {
        SampleLogs.claude(home);
        var model = model(Map.of());
        model.look();
        model.add(List.of(SampleLogs.others(home)));
        run();
        model.read(priced(365));
        run();
        PastReport report = model.reading().get().report();
        long total = report.total().spent();
        assertTrue(total > 0);
        for (var lines : List.of(report.days(), report.tools(), report.models())) {
            assertEquals(total, lines.stream().mapToLong(line -> line.sums().spent()).sum());
        }
        assertEquals(List.of("claude-code", "log"), report.tools().stream().map(PastReport.Line::tool).toList());
        var days = report.days().stream().map(PastReport.Line::day).toList();
        assertEquals(days.stream().distinct().sorted().toList().reversed(), days, "the newest day first");
    }

    @Test
    void asksThePolicyWhatItWouldHaveDone() throws IOException {
        SampleLogs.claude(home);
        var model = model(Map.of());
        model.look();
        run();
        model.read(new PastModel.Asked(30, "nightly-etl", router.policy()));
        run();
        var under = model.reading().get().report().under().orElseThrow();
        assertEquals("nightly-etl", under.workload());
        assertEquals(140, under.result().served() + under.result().refused() + under.left());
    }

    @Test
    void aPolicyWithoutTheWorkloadIsSaidAndNothingIsRead() throws IOException {
        SampleLogs.claude(home);
        var model = model(Map.of());
        model.look();
        run();
        model.read(new PastModel.Asked(30, "nightly-etl", Policy.EMPTY));
        run();
        assertEquals(State.FAILED, model.reading().get().state());
        assertEquals("unknown_workload", ((RouterException) model.reading().get().failure()).code());
    }

    @Test
    void stopsSoonAndReadsAgain() throws IOException {
        SampleLogs.claude(home);
        var model = model(Map.of());
        model.look();
        run();
        model.read(priced(30));
        assertFalse(model.ready(), "one reading at a time");
        model.stop();
        run();
        assertEquals(State.STOPPED, model.reading().get().state());
        model.read(priced(30));
        run();
        assertEquals(State.DONE, model.reading().get().state());
    }

    @Test
    void saysWhatIsThereWhenThereAreNoCalls() throws IOException {
        var model = model(Map.of());
        model.add(List.of(Files.createDirectory(home.resolve("empty"))));
        assertTrue(said(model, 30).startsWith("There are no files"), said(model, 30));
        Files.writeString(home.resolve("empty/notes.txt"), "just words\n");
        assertTrue(said(model, 30).startsWith("Nothing in what is ticked is known"), said(model, 30));
        model.add(List.of(home.resolve("gone.csv")));
        assertTrue(said(model, 30).startsWith("Nothing in what is ticked is known"), said(model, 30));
        assertTrue(
                PastText.unread(model.reading().get().report())
                        .contains(home.resolve("gone.csv") + ": cannot be opened, or not read to its end."));
        model.add(List.of(SampleLogs.others(home)));
        assertEquals("Read one file for all time, at the prices of ", said(model, PastModel.EVER).substring(0, 45));
        Files.writeString(home.resolve("old.csv"), "time,model,input_tokens\n2020-01-01,gpt-5.4,5\n");
        model.remove(home.resolve("exports"));
        model.add(List.of(home.resolve("old.csv")));
        assertEquals("The file has no calls of the last 7 days. Choose a longer period.", said(model, 7));
    }

    private String said(PastModel model, int days) {
        model.read(priced(days));
        run();
        return PastText.head(model.reading().get());
    }

    @Test
    void isCopiedAsTextAndAsRows() throws IOException {
        SampleLogs.claude(home);
        var model = model(Map.of());
        model.look();
        model.add(List.of(SampleLogs.others(home)));
        run();
        model.read(new PastModel.Asked(30, "nightly-etl", router.policy()));
        run();
        String text = PastText.of(model.reading().get());
        assertTrue(text.contains("\nBy tool\n  claude-code: $"), text);
        assertTrue(text.contains("calls.csv, line 5: input_tokens is no number\n"), text);
        assertTrue(text.contains("notes.txt: not known as a log.\n"), text);
        assertTrue(text.contains("\nAs nightly-etl: "), text);
        String csv = PastText.csv(model.reading().get().report());
        assertTrue(csv.startsWith("day,tool,vendor,model,calls,entries,"), csv);
        assertTrue(csv.contains(",log,openai,house-model,1,1,1200,0,0,40,0.0019,0.0019,,0\r\n"), csv);
    }

    @Test
    void costThatNobodyKnowsIsNeverNothing() {
        var unknown = new PastReport.Sums(2, 2, 100, 0, 0, 10, 2, 0, 0, 0, 0, 2);
        assertEquals("not known", PastText.spent(unknown));
        assertEquals("not known", PastText.listed(unknown));
        assertEquals("—", PastText.spent(new PastReport.Sums(2, 2, 100, 0, 0, 10, 0, 0, 0, 0, 0, 0)));
    }
}
