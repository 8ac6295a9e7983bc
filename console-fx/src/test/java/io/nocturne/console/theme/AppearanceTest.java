package io.nocturne.console.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

class AppearanceTest {

    @Test
    void twoScenesWearDifferentThemes() {
        FxThread.run(() -> {
            Label dark = shown(Theme.DARK);
            Label light = shown(Theme.LIGHT);

            assertThat(dark.getTextFill()).isEqualTo(Color.web("#f0f6fc"));
            assertThat(light.getTextFill()).isEqualTo(Color.web("#24292f"));
        });
    }

    @Test
    void aSwitchLeavesForeignSheetsAndClassesAlone() {
        FxThread.run(() -> {
            Scene scene = new Scene(new StackPane(), 10, 10);
            scene.getRoot().getStyleClass().add("foreign");
            scene.getStylesheets().add("data:text/css,.foreign{}");
            Appearance.apply(scene, Theme.DARK);
            Appearance.apply(scene, Theme.LIGHT);

            assertThat(Appearance.of(scene)).contains(Theme.LIGHT);
            assertThat(scene.getStylesheets()).hasSize(3).endsWith("data:text/css,.foreign{}");
            assertThat(scene.getRoot().getStyleClass())
                    .contains("foreign", "noc-light")
                    .doesNotContain("noc-dark");
        });
    }

    @Test
    void aNewRootWearsTheThemeToo() {
        FxThread.run(() -> {
            Scene scene = new Scene(new StackPane(), 100, 40);
            Appearance.apply(scene, Theme.LIGHT);
            Label label = new Label("x");
            label.getStyleClass().add("noc-title");
            scene.setRoot(new StackPane(label));
            scene.getRoot().applyCss();

            assertThat(label.getTextFill()).isEqualTo(Color.web("#24292f"));
        });
    }

    @Test
    void textIsNotoOf13Pixels() {
        FxThread.run(() -> {
            Label label = new Label("x");
            Scene scene = new Scene(new StackPane(label), 100, 40);
            Appearance.apply(scene, Theme.DARK);
            scene.getRoot().applyCss();

            assertThat(label.getFont().getFamily()).isEqualTo(Fonts.FAMILY);
            assertThat(label.getFont().getSize()).isEqualTo(13);
        });
    }

    @Test
    void popupsWearTheirOwnersTheme() {
        FxThread.run(() -> {
            for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
                Label owner = new Label("owner");
                Stage stage = new Stage();
                Scene scene = new Scene(new StackPane(owner), 200, 100);
                Appearance.apply(scene, theme);
                stage.setScene(scene);
                stage.show();
                Tooltip tooltip = new Tooltip("tip");
                tooltip.show(owner, stage.getX() + 5, stage.getY() + 5);
                tooltip.getScene().getRoot().applyCss();
                Label text = tooltip.getScene().getRoot().lookupAll(".tooltip").stream()
                        .filter(Label.class::isInstance)
                        .map(Label.class::cast)
                        .findFirst()
                        .orElseThrow();

                assertThat(text.getTextFill()).isEqualTo(Color.web(theme == Theme.DARK ? "#f0f6fc" : "#24292f"));
                tooltip.hide();
                stage.hide();
            }
        });
    }

    private static Label shown(Theme theme) {
        Label label = new Label("x");
        label.getStyleClass().add("noc-title");
        Scene scene = new Scene(new StackPane(label), 100, 40);
        Appearance.apply(scene, theme);
        scene.getRoot().applyCss();
        return label;
    }
}
