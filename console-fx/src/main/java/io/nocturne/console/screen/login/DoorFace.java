package io.nocturne.console.screen.login;

import java.util.List;

/// What the page shows of the chosen server's door.
///
/// **Shape** - `line` is for the status bar; `fingerprint` in lines as people compare it, empty
/// where there is nothing to compare.
record DoorFace(Kind kind, String line, List<String> fingerprint) {

    DoorFace {
        fingerprint = List.copyOf(fingerprint);
    }

    enum Kind {
        /// Nobody knows yet.
        UNKNOWN,
        /// The certificate is new: the operator compares the fingerprint.
        NEW,
        /// The certificate is the pinned one.
        TRUSTED,
        /// Another certificate is pinned.
        CHANGED,
        /// It does not answer, or not with a certificate that holds.
        SHUT
    }
}
