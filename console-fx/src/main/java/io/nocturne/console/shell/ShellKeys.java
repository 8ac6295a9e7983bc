package io.nocturne.console.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// What each key does, bound to codes and not to characters: in Hangul mode the L key types ㅣ.
final class ShellKeys {

    private static final List<KeyCode> DIGITS = List.of(
            KeyCode.DIGIT1,
            KeyCode.DIGIT2,
            KeyCode.DIGIT3,
            KeyCode.DIGIT4,
            KeyCode.DIGIT5,
            KeyCode.DIGIT6,
            KeyCode.DIGIT7);

    private final Deeds deeds;

    ShellKeys(Deeds deeds) {
        this.deeds = deeds;
    }

    /// Does what the key says and consumes it, or leaves it to the focused control.
    void handle(KeyEvent event) {
        if (act(event, event.getTarget() instanceof Node node ? node : null)) {
            event.consume();
        }
    }

    private boolean act(KeyEvent event, @Nullable Node focus) {
        if (event.isShortcutDown()) {
            int digit = DIGITS.indexOf(event.getCode());
            return digit >= 0 && deeds.screen(digit);
        }
        if (event.isAltDown()) {
            return event.getCode() == KeyCode.LEFT && done(deeds::back);
        }
        return switch (event.getCode()) {
            case F5 -> done(deeds::resync);
            case F11 -> done(deeds::fullScreen);
            case ESCAPE -> deeds.escape();
            default -> !(focus instanceof TextInputControl) && letter(event, focus);
        };
    }

    /// Keys that are letters or signs mean something only outside of text fields.
    private boolean letter(KeyEvent event, @Nullable Node focus) {
        return switch (event.getCode()) {
            case SLASH -> done(event.isShiftDown() ? deeds::keySheet : deeds::filter);
            case L -> done(deeds::live);
            // Space presses a focused button; elsewhere it pauses.
            case SPACE -> !(focus instanceof ButtonBase) && done(deeds::pause);
            default -> false;
        };
    }

    private static boolean done(Runnable deed) {
        deed.run();
        return true;
    }

    /// What keys can do.
    interface Deeds {

        /// Opens the screen of that place in the rail, from 0; false if there is none.
        boolean screen(int place);

        void back();

        void resync();

        void fullScreen();

        /// False if there was nothing to close.
        boolean escape();

        void keySheet();

        void filter();

        void live();

        void pause();
    }
}
