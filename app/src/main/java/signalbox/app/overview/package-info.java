/// The overview: what is spent, on what, against which caps, and whether all is well. Its figures come from the
/// ledger’s roll-ups, read in the background at most twice a second and only while shown. Real and practice spend are
/// two views and are never added up.
///
/// Charts stand in cards of one kind ([signalbox.app.overview.ChartCard]): title, chart or table, copy, legend, and a
/// sentence where there is nothing. What they show is read by [signalbox.app.overview.ChartsReader] from roll-ups
/// alone, so it takes as long for a million calls as for a hundred.
///
/// Decision: periods are compared weekday by weekday. A month's days stand beside those four weeks before (five from
/// the 29th on), not beside the same dates, because weekends would otherwise look like savings.
package signalbox.app.overview;
