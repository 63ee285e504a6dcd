/// The privacy screen: what the tripwire does with each kind of finding, own patterns, a tester, what was found lately,
/// what is known of each provider’s handling of data, and the interlock’s rules.
///
/// Decisions:
///
/// - Columns are kinds of findings, since they are few; rows are workloads, which decide, or providers, where the
///   strictest of tripwire and interlock wins. The line below the table says which rule won and changes it.
/// - The tester uses the same scan, placeholders and interlock as live calls. What is typed there stays there: it is
///   neither stored nor logged.
/// - Facts about a provider are what its page says until somebody attests them; rules about retention count attested
///   facts only.
///
/// [signalbox.app.privacy.PrivacyModel] belongs to the FX thread; scanning and the ledger run in the background.
package signalbox.app.privacy;
