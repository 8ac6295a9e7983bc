/// What can be measured and how it is read: one catalog that storage, charts, thresholds and documents share.
@NullMarked
package io.nocturne.model.metric;

import org.jspecify.annotations.NullMarked;
