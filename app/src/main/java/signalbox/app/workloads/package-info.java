/// The screen *Workloads*: the list with its caps, and the form that edits one. A draft is a record; what applying it
/// would change is worked out by a pure function, so that the form knows nothing of policies.
package signalbox.app.workloads;
