package io.nocturne.console.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// Draws the components on one sheet, for the eye.
class ComponentsGalleryTest {

    @Test
    void drawsEveryComponentInBothThemes() {
        FxThread.run(() -> {
            for (Theme theme : Theme.values()) {
                WritableImage image = Pictures.draw(sheet(), 1200, 760, theme);
                Pictures.keep(image, "components-" + (theme == Theme.DARK ? "dark" : "light"));
            }
        });
    }

    @Test
    void controlsHaveTheHeightsOfTheBrief() {
        FxThread.run(() -> {
            Parent sheet = sheet();
            Pictures.draw(sheet, 1200, 760, Theme.DARK);

            assertThat(height(sheet, ".noc-button")).isEqualTo(28);
            assertThat(height(sheet, ".noc-button-small")).isEqualTo(24);
            assertThat(height(sheet, ".noc-button-large")).isEqualTo(36);
            assertThat(height(sheet, ".noc-field")).isEqualTo(28);
            assertThat(height(sheet, ".noc-field-large")).isEqualTo(36);
            assertThat(height(sheet, ".noc-segment")).isEqualTo(28);
            assertThat(height(sheet, ".noc-panel-header")).isEqualTo(34);
            assertThat(height(sheet, ".noc-row")).isEqualTo(32);
            assertThat(height(sheet, ".noc-row-tall")).isEqualTo(44);
            assertThat(height(sheet, ".noc-strip")).isEqualTo(36);
            assertThat(height(sheet, ".noc-statusbar")).isEqualTo(26);
            assertThat(height(sheet, ".noc-topbar")).isEqualTo(48);
            assertThat(sheet.lookup(".noc-rail-item").getLayoutBounds().getHeight())
                    .isEqualTo(54);
        });
    }

    private static double height(Parent sheet, String selector) {
        return ((Region) sheet.lookup(selector)).getHeight();
    }

    private static Parent sheet() {
        VBox left = styled(new VBox(buttons(), fields(), tags(), tabs(), texts(), login()), "noc-gap-12", "noc-pad-12");
        VBox right = styled(new VBox(table(), rows(), states()), "noc-gap-12", "noc-pad-12");
        left.setPrefWidth(560);
        right.setPrefWidth(540);
        HBox body = new HBox(rail(), left, right);
        VBox page = new VBox(
                styled(new HBox(styled(new Label("Hosts"), "noc-title")), "noc-topbar"),
                strip("noc-strip-critical", "CRITICAL"),
                body,
                styled(
                        new HBox(new Label("nocturne.ops.halla.io:8443"), styled(new Label("14:03:27"), "noc-strong")),
                        "noc-statusbar"));
        return styled(new StackPane(page), "noc-shell");
    }

    private static VBox rail() {
        VBox rail = styled(new VBox(), "noc-rail");
        for (String name : List.of("Overview", "Hosts", "Time machine")) {
            ToggleButton item = new ToggleButton(name, new FontIcon(Material2OutlinedAL.DNS));
            item.getStyleClass().setAll("noc-rail-item");
            item.setSelected(name.equals("Hosts"));
            focus(item, name.equals("Time machine"));
            if (name.length() > 10) {
                item.getStyleClass().add("noc-rail-item-long");
            }
            rail.getChildren().add(item);
        }
        return rail;
    }

    private static HBox strip(String kind, String word) {
        return styled(
                new HBox(
                        new StateGlyph(GlyphState.CRITICAL, 16),
                        styled(new Label(word), "noc-strip-word"),
                        styled(new Label("pus1-db-02"), "noc-strong", "noc-bold"),
                        styled(new Button("Acknowledge"), "noc-button-primary")),
                "noc-strip",
                kind);
    }

    private static HBox buttons() {
        Button key = styled(new Button("Acknowledge", styled(new Label("A"), "noc-key")), "noc-button-primary");
        key.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        Button disabled = styled(new Button("Not now"), "noc-button");
        disabled.setDisable(true);
        Button focused = styled(new Button("Focused"), "noc-button");
        focus(focused, true);
        return styled(
                new HBox(
                        styled(new Button("Silence", new FontIcon(Material2OutlinedMZ.NOTIFICATIONS)), "noc-button"),
                        key,
                        styled(new Button("Remove"), "noc-button-danger"),
                        focused,
                        disabled,
                        styled(new Button("Small"), "noc-button", "noc-button-small"),
                        styled(new Button("", new FontIcon(Material2OutlinedMZ.VOLUME_UP)), "noc-icon-button")),
                "noc-gap-8");
    }

    private static HBox fields() {
        TextField field = styled(new TextField("s.yoon"), "noc-field");
        field.setPrefWidth(110);
        PasswordField password = styled(new PasswordField(), "noc-field");
        password.setText("secret");
        password.setPrefWidth(110);
        focus(password, true);
        TextField wrong = styled(new TextField("bad"), "noc-field", "noc-field-error");
        wrong.setPrefWidth(70);
        ComboBox<String> choice = styled(new ComboBox<>(FXCollections.observableArrayList("Last 1 h")), "noc-choice");
        choice.getSelectionModel().selectFirst();
        ToggleButton dark = new ToggleButton("Dark");
        dark.setSelected(true);
        return styled(
                new HBox(
                        field,
                        password,
                        wrong,
                        choice,
                        styled(new HBox(dark, new ToggleButton("Light")), "noc-segment")),
                "noc-gap-8");
    }

    private static HBox tags() {
        CheckBox check = styled(new CheckBox("It matches."), "noc-check");
        check.setSelected(true);
        return styled(
                new HBox(
                        styled(new Label("role db"), "noc-tag"),
                        styled(new Label("CPU"), "noc-chip"),
                        styled(new Label("Memory"), "noc-chip", "noc-chip-on"),
                        styled(new Label("2"), "noc-badge"),
                        check,
                        styled(new Hyperlink("All alerts"), "noc-link"),
                        styled(new Label("server-busy"), "noc-code"),
                        styled(new Label("noc tooltip"), "tooltip")),
                "noc-gap-8");
    }

    private static TabPane tabs() {
        TabPane tabs = styled(new TabPane(new Tab("Overview"), new Tab("Processes"), new Tab("Disks 4")), "noc-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setMinHeight(40);
        return tabs;
    }

    private static HBox texts() {
        HBox texts = styled(new HBox(), "noc-gap-8");
        for (String style :
                List.of("noc-caption", "noc-label", "noc-body", "noc-medium", "noc-title", "noc-host", "noc-figure")) {
            texts.getChildren().add(styled(new Label("Host 한글"), style));
        }
        return texts;
    }

    private static VBox login() {
        VBox trust = styled(
                new VBox(
                        styled(new Label("First sign-in: check this server"), "noc-section"),
                        styled(new Label("Compare with the fingerprint that the server printed."), "noc-muted"),
                        styled(new Label("4F:9A:C2:71  08:DE:55:B3  E1:7C:90:2A  6D:33:F8:1B"), "noc-fingerprint")),
                "noc-login-trust");
        VBox form = styled(
                new VBox(
                        styled(new Label("Sign in"), "noc-login-title"),
                        styled(new Label("localhost:8443"), "noc-login-subtitle"),
                        styled(new TextField("admin"), "noc-field", "noc-field-large"),
                        trust,
                        styled(new Label("Wrong user or password."), "noc-login-error"),
                        styled(new Button("Sign in"), "noc-button-primary", "noc-button-large")),
                "noc-login-form");
        return styled(new VBox(form), "noc-login");
    }

    private static TableView<String> table() {
        TableView<String> table = styled(
                new TableView<>(FXCollections.observableArrayList("pus1-db-02", "sel1-web-014", "nrt1-lb-01")),
                "noc-table");
        TableColumn<String, String> name = new TableColumn<>("Host");
        name.setCellValueFactory(row -> new ReadOnlyStringWrapper(row.getValue()));
        name.setPrefWidth(200);
        TableColumn<String, String> cpu = new TableColumn<>("CPU");
        cpu.getStyleClass().add("noc-column-number");
        cpu.setCellValueFactory(_ -> new ReadOnlyStringWrapper("51.2 %"));
        table.getColumns().add(name);
        table.getColumns().add(cpu);
        table.getSelectionModel().select(1);
        table.setPrefHeight(150);
        return table;
    }

    private static VBox rows() {
        HBox selected = styled(
                new HBox(new StateGlyph(GlyphState.OK), styled(new Label("pus1-db-02"), "noc-strong", "noc-bold")),
                "noc-row-tall",
                "noc-selected");
        HBox header = styled(
                new HBox(styled(new Label("Alerts"), "noc-title"), styled(new Label("1 firing"), "noc-muted")),
                "noc-panel-header");
        return styled(
                new VBox(
                        header,
                        styled(new HBox(new StateGlyph(GlyphState.STALE), new Label("sel1-web-014")), "noc-row"),
                        selected,
                        styled(new Label("Owned by an operator"), "noc-group-row")),
                "noc-panel");
    }

    private static HBox states() {
        VBox empty = styled(
                new VBox(
                        styled(new Label("No hosts yet"), "noc-state-title"),
                        styled(new Label("Start an agent and it enrolls itself."), "noc-state-text")),
                "noc-panel",
                "noc-empty");
        VBox error = styled(
                new VBox(
                        styled(new Label("History could not be read"), "noc-state-title"),
                        styled(new Label("server-busy"), "noc-code"),
                        styled(new Button("Retry"), "noc-button")),
                "noc-panel",
                "noc-error");
        Region skeleton = styled(new Region(), "noc-skeleton");
        skeleton.setPrefWidth(120);
        StackPane stale = styled(new StackPane(styled(new Region(), "noc-stale-frame")), "noc-hatch");
        stale.setPrefSize(90, 60);
        return styled(new HBox(empty, error, new VBox(8, skeleton, stale)), "noc-gap-12");
    }

    /// Shows the keyboard's ring without a window that could have the focus.
    private static void focus(Node node, boolean shown) {
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("focused"), shown);
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("focus-visible"), shown);
    }

    private static <T extends Node> T styled(T node, String... classes) {
        node.getStyleClass().addAll(classes);
        return node;
    }
}
