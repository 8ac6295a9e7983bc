package io.nocturne.agent.print;

/// The formats that a reading can be printed in.
public enum ReportFormat {
    /// For people.
    TABLE,
    /// For scripts: `{"time","host","metrics":[{"metric","attributes","unit","value"}]}`.
    JSON,
    /// For scrapers: Prometheus text exposition format 0.0.4.
    PROMETHEUS;

    /// The whole text of a report.
    public String print(Report report) {
        ReportPrinter printer = switch (this) {
            case TABLE -> new TablePrinter();
            case JSON -> new JsonPrinter();
            case PROMETHEUS -> new PrometheusPrinter();
        };
        return printer.print(report);
    }
}
