package io.nocturne.agent.print;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The formats that a reading can be printed in.
public enum ReportFormat {
    /// For people.
    TABLE,
    /// For scripts: `{"time","host","metrics":[{"metric","attributes","unit","value"}]}` on one line.
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

    /// The text as bytes: what programs read is UTF-8 whatever the terminal's charset is.
    public byte[] encode(Report report, Charset terminal) {
        String text = print(report);
        return text.getBytes(this == TABLE ? terminal : StandardCharsets.UTF_8);
    }
}
