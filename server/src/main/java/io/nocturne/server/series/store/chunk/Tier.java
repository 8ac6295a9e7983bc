package io.nocturne.server.series.store.chunk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What is kept in chunks: at which width a row of a host is cut, and for how long a table lasts.
///
/// **Shape** - both begin at multiples of their width since 1970; a table holds whole rows.
public enum Tier {
    RAW("raw_chunk", Duration.ofMinutes(10), Duration.ofDays(1)),
    PROCESS("process_chunk", Duration.ofMinutes(10), Duration.ofDays(1)),
    ONE_MINUTE("rollup_1m", Duration.ofHours(6), Duration.ofDays(5)),
    ONE_HOUR("rollup_1h", Duration.ofDays(10), Duration.ofDays(30));

    private final String prefix;
    private final long widthMillis;
    private final long periodMillis;

    Tier(String prefix, Duration width, Duration period) {
        this.prefix = prefix;
        this.widthMillis = width.toMillis();
        this.periodMillis = period.toMillis();
    }

    public long widthMillis() {
        return widthMillis;
    }

    public long periodMillis() {
        return periodMillis;
    }

    /// When the row begins that holds a time.
    public long startOf(long timeMillis) {
        return Math.floorDiv(timeMillis, widthMillis) * widthMillis;
    }

    public long periodOf(long timeMillis) {
        return Math.floorDiv(timeMillis, periodMillis) * periodMillis;
    }

    /// What its tables are called, without their period.
    public String tableName() {
        return prefix;
    }

    public String prefix() {
        return prefix + "_";
    }

    public String table(long periodStart) {
        return prefix()
                + DateTimeFormatter.BASIC_ISO_DATE.format(
                        LocalDate.ofInstant(Instant.ofEpochMilli(periodStart), ZoneOffset.UTC));
    }

    /// The period whose table has that name.
    long periodOfTable(String table) {
        return LocalDate.parse(table.substring(prefix().length()), DateTimeFormatter.BASIC_ISO_DATE)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }
}
