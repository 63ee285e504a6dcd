/// The console. [signalbox.app.AppGraph] wires every object by hand in one readable file; [signalbox.app.App] is the
/// JavaFX entry. A screen is a package and has one name everywhere: sidebar entry, package, classes, css file, text
/// prefix, test.
///
/// To add a screen called *Audit*:
///
/// 1. package `signalbox.app.audit` with `AuditModel` (state and actions; `javafx.beans` and `javafx.collections` only,
///    never `javafx.scene`) and `AuditPage implements Page` (builds its nodes once, lazily; one method per visible
///    region; root made by `PageFrame.scrolling("audit", …)` or `filling`, which give title and actions and load
///    `audit/audit.css` from the resources when it is there);
/// 2. its texts in `text/text.properties` under `audit.…` (`audit.title` is the sidebar word and the page title);
/// 3. one line in `AppGraph.pages()`: `page(Destination.AUDIT, () -> new AuditPage(tools, new AuditModel(…)))`. Icon,
///    order and Ctrl+1…8 come from [signalbox.app.shell.Destination]; the sidebar shows what is registered;
/// 4. a test `AuditPageTest` with the `Ui` helper and `FakeRouter`; `EveryPageTest` then checks accessible names, texts
///    and clipped labels of the new page by itself.
///
/// Threads: everything here runs on the FX thread, apart from what is handed to `live.Background`. Router calls always
/// go through `Background` and come back on the FX thread; `live.Fx` is the only caller of `Platform.runLater`. Live
/// figures come from `live.LiveFeed`: subscribe in `onShow`, close the subscription in `onHide`.
package signalbox.app;
