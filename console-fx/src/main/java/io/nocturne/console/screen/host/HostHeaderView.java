package io.nocturne.console.screen.host;

import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The head of a host's screen: its state, its name and tags, what it is, and how old its data is.
final class HostHeaderView extends HBox {

    private static final double GLYPH = 22;

    private final StateGlyph glyph = new StateGlyph(GlyphState.OK, GLYPH);
    private final Label name = new Label();
    private final Label word = new Label();
    private final HBox chips = new HBox();
    private final Label description = new Label();
    private final Region dot = new Region();
    private final Label age = new Label();
    private List<String> shownChips = List.of();

    HostHeaderView() {
        getStyleClass().addAll("noc-panel", "noc-host-header");
        name.getStyleClass().add("noc-host");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        chips.getStyleClass().add("noc-gap-8");
        chips.setAlignment(Pos.CENTER_LEFT);
        description.getStyleClass().add("noc-muted");
        dot.getStyleClass().add("noc-dot");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox first = new HBox(name, word, chips);
        first.getStyleClass().add("noc-gap-12");
        first.setAlignment(Pos.CENTER_LEFT);
        VBox words = new VBox(2, first, description);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox freshness = new HBox(dot, age);
        freshness.getStyleClass().add("noc-gap-8");
        freshness.setAlignment(Pos.CENTER_RIGHT);
        freshness.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(glyph, words, space, freshness);
    }

    void show(HostFace face) {
        name.setText(face.name());
        name.setTooltip(new Tooltip(face.name()));
        word.setText(face.look().word());
        description.setText(face.description());
        age.setText(face.age());
        if (!face.chips().equals(shownChips)) {
            shownChips = face.chips();
            chips.getChildren()
                    .setAll(shownChips.stream().map(HostHeaderView::chip).toList());
        }
        GlyphState shape = face.look().glyph();
        glyph.setState(shape);
        boolean unsure = shape == GlyphState.STALE;
        // A host that said why it is silent is no riddle: its words are plain, not violet.
        boolean stopped = face.stale() && !unsure;
        mark(word, unsure ? "noc-text-stale" : stopped ? "noc-strong" : "noc-muted");
        mark(age, unsure ? "noc-text-stale" : stopped ? "noc-muted" : "noc-text");
        dot.getStyleClass().setAll("noc-dot");
        if (!stopped) {
            dot.getStyleClass().add(unsure ? "noc-dot-stale" : "noc-dot-live");
        }
    }

    private static void mark(Label label, String styleClass) {
        label.getStyleClass().setAll("label", styleClass);
    }

    private static Node chip(String text) {
        Label chip = new Label(text);
        chip.getStyleClass().add("noc-tag");
        return chip;
    }
}
