package io.nocturne.bench.ingest;

import io.nocturne.bench.load.Bytes;
import io.nocturne.bench.load.LoadColumns;
import java.nio.charset.StandardCharsets;

/// The columns as Influx fields, `s17=0.0312`, made before the load begins.
///
/// **Threads** - immutable.
/// **Source** - https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
final class InfluxText {

    private final byte[][][] fields;

    InfluxText(LoadColumns columns) {
        fields = new byte[columns.series()][LoadColumns.ROWS][];
        for (int series = 0; series < fields.length; series++) {
            for (int row = 0; row < LoadColumns.ROWS; row++) {
                String field = (series == 0 ? "s" : ",s") + series + "=" + number(columns.value(series, row));
                fields[series][row] = field.getBytes(StandardCharsets.US_ASCII);
            }
        }
    }

    void line(int host, long number, long timeMillis, Bytes out) {
        text("nocturne,host=h" + host + " ", out);
        for (int series = 0; series < fields.length; series++) {
            byte[] field = fields[series][LoadColumns.row(host, series, number)];
            out.raw(field, 0, field.length);
        }
        text(" " + timeMillis + "000000\n", out);
    }

    int series() {
        return fields.length;
    }

    private static void text(String text, Bytes out) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        out.raw(ascii, 0, ascii.length);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
