package io.nocturne.agent.print;

/// Turns a report into the text of one format.
@FunctionalInterface
interface ReportPrinter {

    /// The whole text, its last line ended.
    String print(Report report);
}
