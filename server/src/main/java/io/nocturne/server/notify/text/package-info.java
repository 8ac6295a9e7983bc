/// The words of notices: states, values and times in the reader's language, and what is cut when a receiver
/// takes less.
///
/// In come notices, out go lines of text; nothing here knows a vendor.
@NullMarked
package io.nocturne.server.notify.text;

import org.jspecify.annotations.NullMarked;
