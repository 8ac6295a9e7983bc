package io.nocturne.server.rule;

import io.nocturne.server.audit.Origin;

/// A part of `alerts.yml` that another module understands: `channels`, `receivers`, `routes`.
///
/// A file is taken up whole or not at all: a section is checked first, and written only when nothing in the
/// file is wrong. Until a module brings a section, files may hold it all the same, and it is taken up when the
/// module is there.
///
/// **Threads** - one file at a time.
public interface AlertsFileSection {

    /// The section's key in the file.
    String key();

    /// Looks at the section; every fault is told to the node where it is ([FileNode#fault]).
    ///
    /// **Shape** - called for every check of a file, also where nothing is to be changed. What is answered is
    /// used only if there was no fault.
    Taken check(FileNode section);

    /// What a section's taking up does.
    interface Taken {

        /// Writes it, in the transaction of the whole file.
        void write(Origin by);

        /// It is in the database.
        default void committed() {}
    }
}
