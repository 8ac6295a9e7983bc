/// Charts on canvases of our own: lines, stacks, heat and sparklines over one time axis.
///
/// In comes a [io.nocturne.console.chart.ChartModel], an immutable picture of some series in a
/// window of time; out comes a drawing that never shows what was not measured: a gap is a break and
/// a hatch. What can be decided without a screen (decimation, ticks, formats, gaps, stacking) is
/// pure and package-private beside the nodes. Knows the shared model and
/// [io.nocturne.console.theme], nothing else of the console.
///
/// **Threads** - nodes are confined to the JavaFX thread; models, points and formats are immutable.
@NullMarked
package io.nocturne.console.chart;

import org.jspecify.annotations.NullMarked;
