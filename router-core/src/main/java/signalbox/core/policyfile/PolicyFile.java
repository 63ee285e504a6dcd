package signalbox.core.policyfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import signalbox.core.policy.Policy;
import signalbox.core.policy.PolicyCheck;
import signalbox.core.policyfile.PolicyFileException.Problem;

/// Reads and writes policy files.
public final class PolicyFile {
    /// The version of the format, the value of the field `signalbox`.
    public static final int FORMAT = 1;

    private PolicyFile() {}

    /// Reads a policy and validates it as a whole. Its version is 0; applying it gives it the next one.
    ///
    /// @throws PolicyFileException with every problem found, each with its line
    public static Policy read(String text) throws PolicyFileException {
        var problems = new ArrayList<Problem>();
        YamlNode root = YamlNode.parse(text, problems);
        if (root == null) {
            throw new PolicyFileException(problems);
        }
        Policy policy = new PolicyReader().read(root);
        if (problems.isEmpty()) {
            PolicyCheck.problems(policy)
                    .forEach(found ->
                            problems.add(new Problem(root.lineOf(found.path()), found.path(), found.message())));
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new PolicyFileException(List.copyOf(problems));
        }
        return policy;
    }

    /// Writes a policy; [#read] gives an equal one back.
    public static String write(Policy policy) {
        return new PolicyWriter().write(policy);
    }
}
