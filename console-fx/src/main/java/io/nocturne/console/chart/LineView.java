package io.nocturne.console.chart;

/// A line as a chart shows it: its color, and the points that are drawn, which in a stack are sums.
record LineView(ChartLine line, int color, Points drawn) {}
