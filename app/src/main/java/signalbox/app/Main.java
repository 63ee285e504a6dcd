package signalbox.app;

import javafx.application.Application;

/// Where the program starts. Not an [Application] itself: Java would then insist on JavaFX as modules before any of our
/// code could run, and the command line needs no JavaFX at all.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Application.launch(App.class, args);
    }
}
