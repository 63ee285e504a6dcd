/// The Signalbox console: JavaFX screens and the command line over the router.
module signalbox.app {
    requires signalbox.core;
    requires javafx.controls;
    requires atlantafx.base;
    requires org.kordamp.ikonli.core;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires info.picocli;
    requires com.fasterxml.jackson.core;
    requires java.desktop;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires org.slf4j;

    // the toolkit makes the Application object itself
    exports signalbox.app to
            javafx.graphics;
}
