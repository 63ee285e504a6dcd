package signalbox.core.policyfile;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The fields of one part of a policy file, read by name; a field that is absent takes its fallback.
record Fields(Map<String, YamlNode> nodes) {

    boolean has(String name) {
        return nodes.containsKey(name);
    }

    /// The field's node; null when it is absent.
    YamlNode get(String name) {
        return nodes.get(name);
    }

    String text(String name, String fallback) {
        YamlNode node = nodes.get(name);
        return node == null ? fallback : node.text(fallback);
    }

    int number(String name, int fallback) {
        YamlNode node = nodes.get(name);
        return node == null ? fallback : node.number(fallback);
    }

    boolean truth(String name, boolean fallback) {
        YamlNode node = nodes.get(name);
        return node == null ? fallback : node.truth(fallback);
    }

    <E extends Enum<E>> E word(String name, Class<E> type, E fallback) {
        return parsed(name, text -> Words.parse(type, text), fallback);
    }

    <T> T parsed(String name, Function<String, ? extends T> parse, T fallback) {
        YamlNode node = nodes.get(name);
        return node == null ? fallback : node.<T>parsed(parse::apply, fallback);
    }

    /// The texts of a list field; empty when it is absent.
    Set<String> texts(String name) {
        var texts = new LinkedHashSet<String>();
        YamlNode node = nodes.get(name);
        if (node != null) {
            node.items().forEach(item -> texts.add(item.text("")));
        }
        return texts;
    }
}
