package signalbox.core.policyfile;

import java.util.List;

/// A policy file that cannot be applied, with everything that is wrong with it.
public final class PolicyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /// @param line 1-based; 0 when the problem belongs to no line
    public record Problem(int line, String path, String message) {
        @Override
        public String toString() {
            return (line > 0 ? "line " + line + ": " : "") + (path.isEmpty() ? "" : path + ": ") + message;
        }
    }

    public PolicyFileException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
