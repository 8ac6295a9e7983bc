package io.nocturne.console.chart;

/// A mark on a time axis; `isDate` when its label is a date, because a day begins there.
record TimeTick(long timeMillis, String label, boolean isDate) {}
