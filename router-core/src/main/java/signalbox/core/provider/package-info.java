/// Calls to providers: the upstream client over OkHttp, the practice provider, error classes, health. A provider key is
/// attached here and nowhere else, and only for its own origin.
package signalbox.core.provider;
