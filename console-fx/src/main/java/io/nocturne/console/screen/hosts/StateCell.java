package io.nocturne.console.screen.hosts;

import io.nocturne.console.fx.StateLook;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;
import io.nocturne.model.fleet.HostState;

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
        if (row.state() == HostState.STALE) {
            getStyleClass().add("noc-text-stale");
        }
        StateLook look = StateLook.brief(row.state(), row.stopReason(), texts);
        glyph.setState(look.glyph());
        setGraphic(glyph);
        setText(look.word());
    }

    @Override
    void clear() {
        setText(null);
        setGraphic(null);
    }
}
