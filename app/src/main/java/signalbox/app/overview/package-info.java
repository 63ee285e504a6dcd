/// The overview: what is spent, on what, against which caps, and whether all is well. Its figures come from the
/// ledger’s roll-ups, read in the background at most twice a second and only while shown. Real and practice spend are
/// two views and are never added up.
package signalbox.app.overview;
