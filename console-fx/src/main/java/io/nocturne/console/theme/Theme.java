package io.nocturne.console.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/// The two palettes of the console.
///
/// **Threads** - immutable.
public enum Theme {
    DARK("noc-dark", "tokens-dark.css", new PrimerDark().getUserAgentStylesheet()),
    LIGHT("noc-light", "tokens-light.css", new PrimerLight().getUserAgentStylesheet());

    private final String styleClass;
    private final String tokens;
    private final String controls;

    Theme(String styleClass, String tokens, String controls) {
        this.styleClass = styleClass;
        this.tokens = tokens;
        this.controls = controls;
    }

    /// The style class that a scene's root carries.
    public String styleClass() {
        return styleClass;
    }

    /// The other one, for a switch.
    public Theme opposite() {
        return this == DARK ? LIGHT : DARK;
    }

    /// Name of the sheet with this theme's tokens, beside this class.
    String tokens() {
        return tokens;
    }

    /// The sheet that styles the plain JavaFX controls.
    String controls() {
        return controls;
    }
}
