package io.nocturne.console.screen.hosts;

import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;

/// A host's state: its shape and its word.
final class StateCell extends RowCell {

    private final Texts texts;
    private final StateGlyph glyph = new StateGlyph(GlyphState.OK);

    StateCell(Texts texts) {
        this.texts = texts;
        setGraphicTextGap(8);
    }

    @Override
    void show(HostRow row) {
        getStyleClass().remove("noc-text-stale");
        switch (row.state()) {
            case REPORTING -> say(GlyphState.OK, texts.of("state.reporting"));
            case STALE -> {
                say(GlyphState.STALE, texts.of("state.stale"));
                getStyleClass().add("noc-text-stale");
            }
            case NEVER_REPORTED -> say(GlyphState.UNKNOWN, texts.of("state.never"));
        }
    }

    @Override
    void clear() {
        setText(null);
        setGraphic(null);
    }

    private void say(GlyphState state, String word) {
        glyph.setState(state);
        setGraphic(glyph);
        setText(word);
    }
}
