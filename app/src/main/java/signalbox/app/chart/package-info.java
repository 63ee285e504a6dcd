/// Charts of money over time, made of plain regions coloured by CSS, updated in place. Every chart has a table twin
/// with the same figures ([signalbox.app.chart.ChartTable]). The palette is fixed: six colours and one for the rest,
/// told apart under every common colour blindness; red is kept for *halted*. FX thread only.
///
/// Decision: regions instead of a Canvas. A period has at most a few hundred bars, which costs less than a JavaFX
/// chart, and theme, contrast, hover and accessible text then come from CSS and the scene graph.
package signalbox.app.chart;
