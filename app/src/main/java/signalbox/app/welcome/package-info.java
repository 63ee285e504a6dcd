/// The first run: keys that were found, a cap as safety net, a first call. Every step can be skipped; everything it
/// does can be done later on the screens. It knows no other screen: what finds keys is handed to it.
package signalbox.app.welcome;
