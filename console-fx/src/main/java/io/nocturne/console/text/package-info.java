/// Every word that the console says, in each of its languages.
///
/// Keys go in, sentences of the language that is set now come out. The bundles `messages` (English)
/// and `messages_ko` hold the same keys; a test proves that each is used and each that is used is
/// there.
@NullMarked
package io.nocturne.console.text;

import org.jspecify.annotations.NullMarked;
