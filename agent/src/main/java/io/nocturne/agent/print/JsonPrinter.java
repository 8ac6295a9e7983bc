package io.nocturne.agent.print;

import io.nocturne.model.json.WireNumbers;
import io.nocturne.model.metric.MetricCatalog;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object, on one line.
///
/// **Shape** - every series in the order of the layout, then the processes.
/// **Absent** - a series without a value is left out.
final class JsonPrinter implements ReportPrinter {

    @Override
    public String print(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("time", report.time().toString());
            json.writeStringProperty("host", report.host());
            json.writeArrayPropertyStart("metrics");
            for (Report.Line line : report.lines()) {
                metric(json, line);
            }
            for (Report.Line line : report.processLines()) {
                metric(json, line);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void metric(JsonGenerator json, Report.Line line) {
        String name = line.key().metric();
        json.writeStartObject();
        json.writeStringProperty("metric", name);
        json.writeObjectPropertyStart("attributes");
        line.key().attributes().forEach(json::writeStringProperty);
        json.writeEndObject();
        MetricCatalog.find(name)
                .ifPresent(definition ->
                        json.writeStringProperty("unit", definition.unit().symbol()));
        json.writeName("value");
        WireNumbers.write(json, line.value());
        json.writeEndObject();
    }
}
