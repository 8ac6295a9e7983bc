package io.nocturne.agent.watch;

/// A terminal whose size cannot be asked, or nothing of the kind.
record FixedTerminal(boolean isScreen, ScreenSize size) implements Terminal {}
