/// Controls made the same way everywhere: [signalbox.app.form.Describe] gives name, tooltip, accessible text and
/// shortcut in one call; [signalbox.app.form.Choice] makes boxes of values to choose; [signalbox.app.form.Form] lays
/// fields out, checks them with [signalbox.app.form.Check] and puts what is wrong under the field it is about;
/// [signalbox.app.form.Prose] makes labels that wrap and are never cut; [signalbox.app.form.WordCell] is a cell of
/// words that explains itself in a tooltip; [signalbox.app.form.Sample] shows in an empty place what will stand there;
/// [signalbox.app.form.SpanText] reads times as they are typed. FX thread only.
package signalbox.app.form;
