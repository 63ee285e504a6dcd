package signalbox.app.overview;

import java.util.Optional;
import signalbox.app.chart.DayLine;
import signalbox.app.chart.LatencyLines;
import signalbox.app.chart.ModelMix;
import signalbox.app.chart.Stacked;

/// What the overview’s charts show.
///
/// @param period what all but the day are of
/// @param spend of the period, by workload
/// @param day today against its cap; empty without one, or before anything was spent
/// @param latency of the period
/// @param mix of the period
record Charts(Period period, Stacked spend, Optional<DayLine> day, LatencyLines latency, ModelMix mix) {}
