package signalbox.app.privacy;

import signalbox.app.text.Text;

/// What kinds of finding are called on this screen: the shipped ones by their word, patterns of one’s own by their
/// name.
final class Kinds {
    private Kinds() {}

    static String name(String kind) {
        String key = "privacy.kind." + kind.replace('-', '_');
        return Text.has(key) ? Text.of(key) : kind;
    }
}
