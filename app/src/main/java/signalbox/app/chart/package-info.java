/// Charts of money, latency and models, made of plain regions coloured by CSS, updated in place. Every chart shows a
/// record of pure data ([signalbox.app.chart.Stacked], [signalbox.app.chart.DayLine],
/// [signalbox.app.chart.LatencyLines], [signalbox.app.chart.ModelMix]), and that record makes the
/// [signalbox.app.chart.Sheet] which is its table twin ([signalbox.app.chart.ChartTable]) and its copy as CSV. The
/// palette is fixed: six colours and one for the rest, told apart under every common colour blindness; red is kept for
/// *halted*. FX thread only.
///
/// Decision: regions instead of a Canvas. A period has at most a few hundred bars, which costs less than a JavaFX
/// chart, and theme, contrast, hover and accessible text then come from CSS and the scene graph.
package signalbox.app.chart;
