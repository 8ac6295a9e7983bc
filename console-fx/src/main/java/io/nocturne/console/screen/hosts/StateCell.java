package io.nocturne.console.screen.hosts;

import io.nocturne.console.text.HostWords;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;
import io.nocturne.model.fleet.HostState;

/// A host's state: its shape and its word.
final class StateCell extends RowCell {

    private final HostWords words;
    private final StateGlyph glyph = new StateGlyph(GlyphState.OK);

    StateCell(Texts texts) {
        this.words = new HostWords(texts);
        setGraphicTextGap(8);
    }

    @Override
    void show(HostRow row) {
        getStyleClass().remove("noc-text-stale");
        if (row.state() == HostState.STALE || row.state() == HostState.STOPPED) {
            getStyleClass().add("noc-text-stale");
        }
        glyph.setState(
                switch (row.state()) {
                    case REPORTING -> GlyphState.OK;
                    case STALE -> GlyphState.STALE;
                    case STOPPED -> GlyphState.STOPPED;
                    case NEVER_REPORTED -> GlyphState.UNKNOWN;
                });
        setGraphic(glyph);
        setText(words.brief(row.state(), row.stop()));
    }

    @Override
    void clear() {
        setText(null);
        setGraphic(null);
    }
}
