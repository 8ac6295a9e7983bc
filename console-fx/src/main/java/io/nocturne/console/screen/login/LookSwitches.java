package io.nocturne.console.screen.login;

import io.nocturne.console.fx.Look;
import io.nocturne.console.fx.Segments;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import java.util.List;
import javafx.scene.layout.HBox;

/// Language and theme, to be chosen before signing in.
final class LookSwitches extends HBox {

    LookSwitches(Texts texts, Look look) {
        getStyleClass().add("noc-look-switches");
        getChildren()
                .addAll(
                        Segments.of(List.of(Language.values()), Language::ownName, look.languageProperty()),
                        Segments.of(
                                List.of(Look.Choice.values()),
                                choice -> Look.name(choice, texts),
                                look.choiceProperty()));
    }
}
