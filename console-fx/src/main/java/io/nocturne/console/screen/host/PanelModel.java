package io.nocturne.console.screen.host;

import io.nocturne.console.chart.ChartModel;

/// One chart with the words of its header.
record PanelModel(String subtitle, String value, ChartModel chart) {}
