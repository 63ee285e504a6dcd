package signalbox.core.policyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The example in the README is a policy that can be imported.
class ReadmeTest {
    @Test
    void theExampleOfThePolicyFileIsValid() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        var example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertTrue(example.find(), "no example");
        var policy = PolicyFile.read(example.group(1));
        assertEquals(policy, PolicyFile.read(PolicyFile.write(policy)));
        assertEquals("Europe/Berlin", policy.budgets().get("nightly-etl-daily").zone().getId());
    }
}
