package io.nocturne.bench.query;

import io.nocturne.bench.load.LoadColumns;
import io.nocturne.bench.load.LoadHost;
import io.nocturne.model.sample.Layout;
import io.nocturne.server.series.codec.DecimalGrid;
import io.nocturne.server.series.store.HistoryValues;

/// The past of the hosts of [LoadColumns]: each day every series goes on at another place of its column, so that no
/// two chunks of a host are equal.
///
/// **Threads** - immutable.
public final class HistorySource implements HistoryValues {

    private static final int NUMBERS_A_DAY = 17_280;

    private final LoadColumns columns;
    private final int[] exponents;

    public HistorySource(LoadColumns columns) {
        this.columns = columns;
        this.exponents = new int[columns.series()];
        for (int series = 0; series < exponents.length; series++) {
            exponents[series] = exponent(columns, series);
        }
    }

    @Override
    public Layout layout(int host) {
        return columns.layout(host % LoadColumns.GROUPS);
    }

    @Override
    public long timeMillis(int host, long number) {
        long late = LoadColumns.mix(host * 1_000_003L + number) % 4 == 0 ? 1 : 0;
        return number * LoadHost.INTERVAL_MILLIS + phase(host) + late;
    }

    @Override
    public long numberFrom(int host, long timeMillis) {
        long number = Math.floorDiv(timeMillis, LoadHost.INTERVAL_MILLIS) - 1;
        while (timeMillis(host, number) < timeMillis) {
            number++;
        }
        return number;
    }

    @Override
    public void fill(int host, int series, long firstNumber, double[] into) {
        long day = Long.MIN_VALUE;
        int shift = 0;
        for (int i = 0; i < into.length; i++) {
            long dayOfNumber = Math.floorDiv(firstNumber + i, NUMBERS_A_DAY);
            if (dayOfNumber != day) {
                day = dayOfNumber;
                shift = LoadColumns.row(host, series, LoadColumns.mix(day * 977 + series));
            }
            into[i] = columns.value(series, (int) (firstNumber + i + shift) & (LoadColumns.ROWS - 1));
        }
    }

    @Override
    public int exponent(int series) {
        return exponents[series];
    }

    private static long phase(int host) {
        return LoadColumns.mix(host + 7_000_003L) % (LoadHost.INTERVAL_MILLIS - 1);
    }

    private static int exponent(LoadColumns columns, int series) {
        int exponent = 0;
        for (int row = 0; row < LoadColumns.ROWS; row++) {
            int needed = DecimalGrid.exponent(columns.value(series, row));
            if (needed == DecimalGrid.NONE) {
                return needed;
            }
            exponent = Math.max(exponent, needed);
        }
        return exponent;
    }
}
