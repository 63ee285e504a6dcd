package signalbox.core.pii;

/// Something found in a text. Says where and what, never the text itself, so it may be shown, logged and kept.
///
/// @param kind the detector: one of [PiiScan#KINDS], or the name of an own pattern
/// @param what more exactly, such as `us-ssn` or `github-token`; the kind itself where there is no more to say
/// @param start first character, counted in the text as it was given
/// @param end one past the last character
public record Finding(String kind, String what, int start, int end) {}
