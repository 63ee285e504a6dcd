/// The command line: `signalbox` starts the program, and its commands talk to the instance that runs on the same data
/// directory through the control socket. Nothing here touches JavaFX, so commands and `--headless` start fast and need
/// no display.
///
/// Exit codes: 0 done; 1 refused or failed, with a sentence on standard error; 2 wrong usage; 3 no instance is running.
package signalbox.app.cli;
