package io.nocturne.console.shell;

import io.nocturne.console.fx.ScreenEntry;
import io.nocturne.console.fx.ScreenEntry.Place;
import io.nocturne.console.fx.ScreenRegistry;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.Logo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The rail at the left: logo, the screens, and at its end the settings.
final class RailView extends VBox {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double LOGO_SIZE = 26;
    private static final double NARROW = 1_280;

    private final Map<String, Button> items = new LinkedHashMap<>();

    RailView(ScreenRegistry registry, ShellViewModel model, Texts texts, Consumer<ScreenEntry> open) {
        getStyleClass().add("noc-rail");
        StackPane logo = new StackPane(new Logo(LOGO_SIZE));
        logo.getStyleClass().add("noc-rail-logo");
        Region space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().add(logo);
        registry.inRail(Place.TOP).forEach(entry -> add(entry, model, texts, open));
        getChildren().add(space);
        registry.inRail(Place.BOTTOM).forEach(entry -> add(entry, model, texts, open));
        sceneProperty()
                .flatMap(scene -> scene.widthProperty())
                .subscribe(width -> showLabels(width == null || width.doubleValue() >= NARROW));
    }

    /// Marks the entry whose screen, or one below it, is shown.
    void select(String id) {
        items.forEach((each, button) -> button.pseudoClassStateChanged(SELECTED, each.equals(id)));
    }

    private void add(ScreenEntry entry, ShellViewModel model, Texts texts, Consumer<ScreenEntry> open) {
        String title = texts.of(entry.title());
        Button item = new Button(title, new FontIcon(entry.icon()));
        item.getStyleClass().setAll("noc-rail-item");
        item.setContentDisplay(ContentDisplay.TOP);
        item.setAccessibleText(title);
        item.setMaxWidth(Double.MAX_VALUE);
        item.setOnAction(_ -> open.accept(entry));
        item.setDisable(!model.mayOpen(entry.role()));
        Tooltip.install(item, new Tooltip(title));
        items.put(entry.id(), item);
        getChildren().add(item);
    }

    private void showLabels(boolean shown) {
        items.values()
                .forEach(item -> item.setContentDisplay(shown ? ContentDisplay.TOP : ContentDisplay.GRAPHIC_ONLY));
    }
}
