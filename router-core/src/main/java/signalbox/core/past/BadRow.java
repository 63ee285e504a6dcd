package signalbox.core.past;

import java.nio.file.Path;

/// A row that could not be read, and so stands in no sum.
///
/// @param line of the file, from 1
/// @param why a sentence without its full stop; never the row's text
public record BadRow(Path file, long line, String why) {}
