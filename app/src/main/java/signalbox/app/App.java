package signalbox.app;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// The console: one window over one router.
public final class App extends Application {
    /// Made by JavaFX on its own thread.
    public App() {}

    @Override
    public void start(Stage stage) {
        stage.setTitle("Signalbox");
        stage.setScene(new Scene(new StackPane(), 960, 640));
        stage.show();
    }
}
