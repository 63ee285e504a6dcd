/// The connect screen: pick a workload, make a key for it, copy the few lines that point an app here, and watch the
/// first call arrive.
///
/// Decisions:
///
/// - A key’s secret is kept by nobody but this screen, and only until it is left.
/// - The test request goes through the listener like an app’s own call, so that what it shows is true of the app too.
///   It is plain HTTP/1.1 to the local address, never through a system proxy.
/// - The wire of an app must be spoken by a provider of the workload’s route; where it is not, the screen says so
///   before the app finds out.
///
/// [signalbox.app.connect.ConnectModel] belongs to the FX thread; calls are made in the background.
package signalbox.app.connect;
