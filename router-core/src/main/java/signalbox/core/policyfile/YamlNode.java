package signalbox.core.policyfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import signalbox.core.policyfile.PolicyFileException.Problem;

/// A YAML node with its path and line, read strictly: every misuse becomes a problem in the list shared by the whole
/// document, and reading goes on with a fallback so that all problems are found in one go.
final class YamlNode {
    private static final int MOST_CHARACTERS = 4 << 20;

    private final Node node;
    private final String path;
    private final Document document;

    private record Document(List<Problem> problems, Map<String, Integer> lines) {}

    private YamlNode(Node node, String path, Document document) {
        this.node = node;
        this.path = path;
        this.document = document;
        document.lines.put(path, line());
    }

    /// The root of a document; null, with a problem added, when it is not YAML.
    static YamlNode parse(String text, List<Problem> problems) {
        var settings =
                LoadSettings.builder()
                        .setLabel("policy")
                        .setMaxAliasesForCollections(0)
                        .setCodePointLimit(MOST_CHARACTERS)
                        .build();
        var reader = new StreamReader(settings, text);
        try {
            var parser = new ParserImpl(settings, reader);
            Optional<Node> root = new Composer(settings, parser).getSingleNode();
            if (root.isPresent()) {
                return new YamlNode(root.get(), "", new Document(problems, new HashMap<>()));
            }
            problems.add(new Problem(1, "", "the file is empty; start with \"signalbox: " + PolicyFile.FORMAT + "\""));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(new Problem(line, "", "not YAML: " + e.getProblem()));
        } catch (NumberFormatException cut) {
            // the library reads the digits of an escape without looking whether they are there
            problems.add(new Problem(reader.getLine() + 1, "", "not YAML: an escape such as \\x41 lacks its digits"));
        } catch (StackOverflowError deep) {
            // the library reads level by level and sets no limit; nothing but its own stack is unwound here
            problems.add(new Problem(0, "", "not a policy: it is nested too deeply"));
        } catch (YamlEngineException e) {
            problems.add(new Problem(0, "", "not YAML: " + e.getMessage()));
        }
        return null;
    }

    String path() {
        return path;
    }

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /// The line of a path, or of the nearest parent that the file has.
    int lineOf(String wanted) {
        String at = wanted;
        while (!document.lines.containsKey(at)) {
            int dot = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            at = dot < 0 ? "" : at.substring(0, dot);
        }
        return document.lines.get(at);
    }

    void problem(String message) {
        document.problems.add(new Problem(line(), path, message));
    }

    /// The entries of a mapping in file order; empty, with a problem, when this is no mapping.
    Map<String, YamlNode> entries() {
        var entries = new LinkedHashMap<String, YamlNode>();
        if (!(node instanceof MappingNode mapping)) {
            if (!empty()) {
                problem("expected fields here, as name: value");
            }
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String child = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                var value = new YamlNode(tuple.getValueNode(), child, document);
                document.lines.put(child, key.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
                if (entries.put(key.getValue(), value) != null) {
                    value.problem("stands twice; keep one");
                }
            } else {
                problem("a field's name must be plain text");
            }
        }
        return entries;
    }

    /// The fields of a mapping, refusing any that is not known.
    Map<String, YamlNode> fields(String... known) {
        Map<String, YamlNode> fields = entries();
        List<String> names = List.of(known);
        fields.forEach((name, value) -> {
            if (!names.contains(name)) {
                value.problem("unknown field; known here: " + String.join(", ", names));
            }
        });
        return fields;
    }

    /// The items of a list; a single value counts as a list of one.
    List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return empty() ? List.of() : List.of(this);
        }
        var items = new ArrayList<YamlNode>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(item, path + "[" + items.size() + "]", document));
        }
        return items;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    private boolean empty() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /// The text of a scalar; the fallback, with a problem, when this is none.
    String text(String fallback) {
        if (node instanceof ScalarNode scalar && !empty()) {
            return scalar.getValue();
        }
        problem("expected a value here");
        return fallback;
    }

    /// A whole number.
    int number(int fallback) {
        String text = text(Integer.toString(fallback)).replace("_", "");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            problem("\"" + text + "\" is not a whole number");
            return fallback;
        }
    }

    boolean truth(boolean fallback) {
        String text = text(Boolean.toString(fallback));
        switch (text) {
            case "true", "yes":
                return true;
            case "false", "no":
                return false;
            default:
                problem("\"" + text + "\" is neither true nor false");
                return fallback;
        }
    }

    /// Whatever `parse` makes of the text; its IllegalArgumentException becomes a problem.
    <T> T parsed(Function<String, T> parse, T fallback) {
        int before = document.problems.size();
        String text = text("");
        if (document.problems.size() > before) {
            return fallback;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problem(e.getMessage());
            return fallback;
        }
    }
}
