/// The providers screen: a card per provider with its state, where it is, what it may be sent, and its models with
/// their prices; adding one from a shipped list of vendors; test calls; pause, resume and removal.
///
/// Decisions:
///
/// - A key is shown by its last four characters only, and only when it stands in the environment. A pasted key goes
///   from the field to the vault and is forgotten here.
/// - A pasted key is bound to the provider’s origin, so the provider is applied first; if the vault then refuses the
///   key, the provider is taken back, and nothing was changed.
/// - Removal is undoable, so it is not asked about; while a route or a budget names the provider it is refused with a
///   sentence that says which.
///
/// [signalbox.app.providers.ProvidersModel] belongs to the FX thread; it asks the router in the background.
package signalbox.app.providers;
