/// Who may know whom, checked in the compiled classes: a rule that no test keeps is a wish. Shared by the modules' own
/// tests through this module's test jar.
package signalbox.architecture;
