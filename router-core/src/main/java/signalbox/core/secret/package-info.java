/// Secrets at rest and in use: the encrypted vault for provider keys, the system's keychain, references to environment
/// variables, and the hashes of the app keys that Signalbox issues. `provider` asks for secrets when it sends; the
/// façade stores and removes them. Knows nothing but `java.base`.
///
/// Decisions (guarantees.md D7, 2.4):
///
/// - A secret is bound to one origin. The origin is authenticated data of the record, so an edited file or a changed
///   base URL makes decryption fail instead of sending the key to another host.
/// - Without a master password the vault's key lies beside it, in `vault.key`, readable by this user only. That
///   protects a copied vault file and other users of this machine; it does not protect against a copy of the whole
///   directory. A master password removes the key file and encrypts every record again under a new key.
/// - Locked means no secret is handed out, so no call that needs one is sent.
/// - Java strings cannot be wiped, and the HTTP client needs a string: a secret stays in memory while the vault is
///   open.
///
/// - The keychain of the system is called through the foreign-function API instead of a library: those that exist are
///   hardly kept up. A call never waits for it longer than a few seconds. It protects at rest; once it is open, any
///   program of the same user can read it.
///
/// Threads: every type here is thread-safe; looking up a secret takes no lock and touches no disk, but for the first
/// look into the keychain each minute.
package signalbox.core.secret;
