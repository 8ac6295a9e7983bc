package io.nocturne.console.screen.login;

import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.Probe;

/// What is known of the chosen server before anybody signs in.
sealed interface Door {

    /// Nobody asked yet.
    record Unseen() implements Door {}

    record Looking() implements Door {}

    /// It answers; `seen` says whether its certificate is new, known or another one than before.
    record Seen(Probe.Reached seen) implements Door {}

    record Shut(LinkFault fault) implements Door {}
}
