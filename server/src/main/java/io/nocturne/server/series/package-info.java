/// Keeps samples and answers what a chart asks for, ranges and newest values, and what is asked at every delivery, the
/// last minutes. Implements `SampleStore`.
@ApplicationModule(allowedDependencies = {"platform :: *", "fleet", "ingest"})
@NullMarked
package io.nocturne.server.series;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
