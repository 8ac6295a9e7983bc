/// How the console looks: tokens, components, fonts, state shapes and the logo.
///
/// In comes a [io.nocturne.console.theme.Theme]; out go style sheets on a scene and ready nodes.
/// `tokens-dark.css` and `tokens-light.css` hold every color of the console as looked-up colors
/// `-noc-*`; `nocturne.css` builds the components from them and lists all style classes at its
/// head. Charts read the same tokens. Knows no other console package.
///
/// **Threads** - everything here is confined to the JavaFX thread, except [io.nocturne.console.theme.Fonts].
@NullMarked
package io.nocturne.console.theme;

import org.jspecify.annotations.NullMarked;
