/// The preferences screen: what the operator prefers about the console on this machine. Policy is not here; it has its
/// own screens, its own audit trail and its own undo.
///
/// Decisions:
///
/// - A change holds at once. There is nothing to apply but a port, which may be refused.
/// - Signalbox asks nobody for new versions until the operator names a place to ask; once a day by itself only when
///   that is switched on too.
/// - The list of parts is read from the jars that run, so it cannot grow old; a test fails when one has no licence.
///
/// FX thread; files, sockets and the desktop are asked in the background.
package signalbox.app.preferences;
