/// Words and figures for people: one UTF-8 bundle of texts ([signalbox.app.text.Text]) and how money, time and counts
/// are written ([signalbox.app.text.Amounts]). Pure; any thread; knows no JavaFX.
package signalbox.app.text;
