package io.nocturne.console.shell;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.ScreenRegistry;
import io.nocturne.console.text.Texts;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The shell's nodes and what moves between them.
final class ShellView extends StackPane {

    private final TopBarView top;
    private final RailView rail;
    private final StatusBarView status;
    private final StaleStripView strip;
    private final KeySheetView sheet;
    private final StackPane content = new StackPane();
    private final StackPane body = new StackPane();
    private final Region veil = new Region();
    private final Region frame = new Region();

    ShellView(ShellViewModel model, Texts texts, ScreenRegistry registry, Shell shell) {
        getStyleClass().add("noc-shell");
        top = new TopBarView(model, texts, shell::filtered, this::toggleKeySheet);
        rail = new RailView(registry, model, texts, entry -> shell.open(entry.id(), ""));
        status = new StatusBarView(model, texts);
        strip = new StaleStripView(model, texts);
        sheet = new KeySheetView(texts);
        content.getStyleClass().add("noc-content");
        veil.getStyleClass().addAll("noc-hatch", "noc-veil");
        veil.setMouseTransparent(true);
        frame.getStyleClass().add("noc-stale-frame");
        frame.setMouseTransparent(true);
        body.getChildren().addAll(content, veil);
        BorderPane right = new BorderPane(body);
        right.setTop(new VBox(top, strip));
        BorderPane all = new BorderPane(right);
        all.setLeft(rail);
        all.setBottom(status);
        getChildren().addAll(all, frame, sheet);
        ShellKeys keys = new ShellKeys(shell.deeds(this));
        addEventFilter(KeyEvent.KEY_PRESSED, keys::handle);
        Activation.whileShown(this, life -> {
            life.add(model.statusProperty().subscribe(this::show));
            life.add(shell.ticking());
            if (getScene().getFocusOwner() == null) {
                requestFocus();
            }
        });
    }

    /// The keyboard goes on while one screen is gone and the next has not asked for it.
    void setContent(Node node) {
        requestFocus();
        content.getChildren().setAll(node);
    }

    TopBarView top() {
        return top;
    }

    void select(String id) {
        rail.select(id);
    }

    void toggleKeySheet() {
        sheet.toggle();
    }

    /// Puts the keys' sheet away; false if it did not show.
    boolean closeKeySheet() {
        boolean shown = sheet.isVisible();
        sheet.setVisible(false);
        return shown;
    }

    /// Takes the screen out and stops listening.
    void dispose() {
        content.getChildren().clear();
        top.dispose();
        status.dispose();
    }

    private void show(ShellStatus now) {
        boolean stale = now.health() == ShellStatus.Health.STALE;
        strip.show(now);
        veil.setVisible(stale);
        frame.setVisible(stale);
        content.getStyleClass().remove("noc-stale");
        if (stale) {
            content.getStyleClass().add("noc-stale");
        }
        content.setOpacity(stale ? 0.6 : 1);
    }
}
