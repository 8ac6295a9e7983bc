package io.nocturne.server.rule.file;

import io.nocturne.server.rule.RuleUnit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with units as people write them in `alerts.yml`: `80%`, `10 GB`, `100 ms`, `1h30m`.
///
/// **Shape** - a number without a unit is in the unit that the rule's thresholds have. What [#text] writes,
/// [#parse] reads to the very same number.
/// **Errors** - [IllegalArgumentException] saying what is allowed.
public final class Quantity {

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?[0-9]{1,30}(?:[.][0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?)\\s*(\\S{0,8})");
    private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,9}(?:[.][0-9]{1,9})?(?:d|h|m|s))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([dhms])");

    private static final Map<String, BigDecimal> PERCENT = Map.of("%", new BigDecimal("0.01"));
    private static final Map<String, BigDecimal> TIME = Map.of(
            "us", new BigDecimal("0.000001"),
            "ms", new BigDecimal("0.001"),
            "s", BigDecimal.ONE,
            "m", new BigDecimal(60),
            "h", new BigDecimal(3_600),
            "d", new BigDecimal(86_400));
    private static final Map<String, BigDecimal> DEGREES = Map.of("C", BigDecimal.ONE, "°C", BigDecimal.ONE);
    private static final Map<String, BigDecimal> BYTES = bytes("");
    private static final Map<String, BigDecimal> RATES = bytes("/s");
    private static final int MAX_LENGTH = 60;
    private static final int MAX_DIGITS = 20;

    private Quantity() {}

    static double parse(String text, RuleUnit unit) {
        String stripped = text.strip();
        Matcher number = NUMBER.matcher(stripped);
        if (stripped.length() <= MAX_LENGTH && number.matches()) {
            String word = number.group(2);
            BigDecimal factor = word.isEmpty() ? BigDecimal.ONE : factors(unit).get(word);
            if (factor != null) {
                return new BigDecimal(number.group(1)).multiply(factor).doubleValue();
            }
        }
        if (unit == RuleUnit.SECONDS
                && stripped.length() <= MAX_LENGTH
                && DURATION.matcher(stripped).matches()) {
            return sum(stripped).doubleValue();
        }
        throw new IllegalArgumentException("allowed is " + allowed(unit));
    }

    /// **Unit** - whole seconds.
    public static long seconds(String text) {
        String stripped = text.strip();
        if (stripped.length() <= MAX_LENGTH && DURATION.matcher(stripped).matches()) {
            try {
                return sum(stripped).longValueExact();
            } catch (ArithmeticException _) {
                // Told below.
            }
        } else if (stripped.matches("[0-9]{1,12}")) {
            return Long.parseLong(stripped);
        }
        throw new IllegalArgumentException("allowed is a duration of whole seconds like 90s, 5m, 1h30m, 24h");
    }

    /// A value as it is read best.
    static String text(double value, RuleUnit unit) {
        BigDecimal number = BigDecimal.valueOf(value);
        return switch (unit) {
            case FRACTION, CPU_SHARE -> plain(number.movePointRight(2)) + "%";
            case SECONDS -> time(number);
            case BYTES -> bytes(number, BYTES);
            case BYTES_PER_SECOND -> bytes(number, RATES);
            case CELSIUS -> plain(number) + " C";
            case INTERVALS, EVENTS, NUMBER, UNKNOWN -> plain(number);
        };
    }

    /// A duration as it is read best.
    static String text(long seconds) {
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String time(BigDecimal seconds) {
        boolean isWhole = seconds.stripTrailingZeros().scale() <= 0;
        if (isWhole && seconds.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0 && seconds.signum() >= 0) {
            return text(seconds.longValue());
        }
        return isWhole ? plain(seconds) + " s" : plain(seconds.movePointRight(3)) + " ms";
    }

    private static String bytes(BigDecimal number, Map<String, BigDecimal> units) {
        String best = plain(number);
        if (number.signum() == 0) {
            return best;
        }
        for (Map.Entry<String, BigDecimal> unit : units.entrySet()) {
            BigDecimal[] parts = number.divideAndRemainder(unit.getValue());
            if (parts[1].signum() == 0 && parts[0].precision() - parts[0].scale() <= 4) {
                return plain(parts[0]) + " " + unit.getKey();
            }
        }
        return best;
    }

    private static BigDecimal sum(String duration) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(duration);
        while (part.find()) {
            BigDecimal factor = TIME.get(part.group(2));
            if (factor != null) {
                sum = sum.add(new BigDecimal(part.group(1)).multiply(factor));
            }
        }
        return sum;
    }

    private static Map<String, BigDecimal> factors(RuleUnit unit) {
        return switch (unit) {
            case FRACTION, CPU_SHARE -> PERCENT;
            case BYTES -> BYTES;
            case BYTES_PER_SECOND -> RATES;
            case SECONDS -> TIME;
            case CELSIUS -> DEGREES;
            case INTERVALS, EVENTS, NUMBER -> Map.of();
            case UNKNOWN -> every();
        };
    }

    private static Map<String, BigDecimal> every() {
        Map<String, BigDecimal> every = new LinkedHashMap<>(PERCENT);
        Set.of(TIME, DEGREES, BYTES, RATES).forEach(every::putAll);
        return every;
    }

    private static String allowed(RuleUnit unit) {
        return switch (unit) {
            case FRACTION, CPU_SHARE -> "percent like 80%, or a fraction like 0.8";
            case BYTES -> "bytes like 500 MB, 10 GB, 20 GiB";
            case BYTES_PER_SECOND -> "bytes per second like 10 MB/s";
            case SECONDS -> "a time like 100 ms, 90s, 5m, 24h";
            case CELSIUS -> "degrees like 80 C";
            case INTERVALS -> "a number of collection intervals";
            case EVENTS -> "a number of events";
            case NUMBER -> "a number without a unit";
            case UNKNOWN -> "a number, or one with a unit like 80%, 10 GB, 100 ms";
        };
    }

    /// The largest first.
    private static Map<String, BigDecimal> bytes(String per) {
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        units.put("TB" + per, BigDecimal.TEN.pow(12));
        units.put("TiB" + per, BigDecimal.valueOf(1L << 40));
        units.put("GB" + per, BigDecimal.TEN.pow(9));
        units.put("GiB" + per, BigDecimal.valueOf(1L << 30));
        units.put("MB" + per, BigDecimal.TEN.pow(6));
        units.put("MiB" + per, BigDecimal.valueOf(1L << 20));
        units.put("kB" + per, BigDecimal.TEN.pow(3));
        units.put("KB" + per, BigDecimal.TEN.pow(3));
        units.put("KiB" + per, BigDecimal.valueOf(1L << 10));
        units.put("B" + per, BigDecimal.ONE);
        return units;
    }

    private static String plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return Math.abs(shortest.scale()) > MAX_DIGITS ? shortest.toString() : shortest.toPlainString();
    }
}
