/// The router as one object: [signalbox.core.Router] opens a data directory, plans and serves calls, applies policy
/// changes and tells what happens. The steps of a call stand here, one a class. The listener in `proxy` and the console
/// know this façade; nothing below it knows them.
package signalbox.core;
