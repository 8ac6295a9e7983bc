package io.nocturne.console.shell;

import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// The strip over everything while the link is stale; takes no space while it is not.
final class StaleStripView extends HBox {

    private final Label text = new Label();

    StaleStripView(ShellViewModel model, Texts texts) {
        getStyleClass().addAll("noc-strip", "noc-strip-stale");
        Label head = new Label(texts.of("stale.head"));
        head.getStyleClass().add("noc-strip-word");
        text.getStyleClass().add("noc-medium");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button retry = new Button(texts.of("stale.retry-now"), new FontIcon("mdomz-refresh"));
        retry.getStyleClass().add("noc-button");
        retry.setOnAction(_ -> model.retryNow());
        getChildren().addAll(new StateGlyph(GlyphState.STALE, 16), head, text, space, retry);
    }

    void show(ShellStatus status) {
        boolean stale = status.health() == ShellStatus.Health.STALE;
        setVisible(stale);
        setManaged(stale);
        text.setText(status.strip());
    }
}
