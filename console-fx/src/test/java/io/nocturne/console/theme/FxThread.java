package io.nocturne.console.theme;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;

/// Runs a test's work on the JavaFX thread, starting the toolkit for the first.
public final class FxThread {

    private static final CompletableFuture<Boolean> STARTED = new CompletableFuture<>();
    private static boolean asked;

    private FxThread() {}

    /// The work's result; what it throws is thrown here.
    public static <T> T call(Supplier<T> work) {
        start();
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.orTimeout(60, TimeUnit.SECONDS).join();
    }

    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    private static synchronized void start() {
        if (!asked) {
            asked = true;
            try {
                Platform.startup(() -> STARTED.complete(true));
            } catch (IllegalStateException alreadyRunning) {
                STARTED.complete(true);
            }
            Platform.setImplicitExit(false);
        }
        STARTED.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
