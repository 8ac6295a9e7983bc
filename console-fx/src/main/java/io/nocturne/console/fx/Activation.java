package io.nocturne.console.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.util.Subscription;

/// What lives only while something is shown: opened when it is attached, closed in reverse order when it
/// goes.
///
/// **Threads** - confined to the JavaFX thread.
public final class Activation {

    private final Deque<Runnable> endings = new ArrayDeque<>();

    /// Closes this with the rest.
    public void add(UiThread.Ticket ticket) {
        endings.push(ticket::close);
    }

    public void add(UiThread.Conduit conduit) {
        endings.push(conduit::close);
    }

    public void add(Subscription subscription) {
        endings.push(subscription::unsubscribe);
    }

    /// Runs this with the rest.
    public void atEnd(Runnable ending) {
        endings.push(ending);
    }

    /// How many things are open; tests watch it for leaks.
    public int open() {
        return endings.size();
    }

    /// Closes all.
    public void end() {
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }

    /// Opens when the node comes into a scene, ends when it leaves it.
    public static void whileShown(Node node, Consumer<Activation> open) {
        Activation activation = new Activation();
        node.sceneProperty().subscribe((before, now) -> {
            if (before != null) {
                activation.end();
            }
            if (now != null) {
                open.accept(activation);
            }
        });
    }
}
