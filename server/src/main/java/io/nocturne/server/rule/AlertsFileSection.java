package io.nocturne.server.rule;

import io.nocturne.server.audit.Origin;
import java.util.List;

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
    /// used only if there was no fault. `before` is what the sections before this one say, in the order of the
    /// sections and not of the file; they are written before this one, too.
    Taken check(FileNode section, List<Taken> before);

    /// What a section's taking up does.
    interface Taken {

        /// Writes it, in the transaction of the whole file.
        void write(Origin by);

        /// It is in the database.
        default void committed() {}
    }
}
