/// Who sends: hosts, how they are described and how they enrol.
@NullMarked
package io.nocturne.model.fleet;

import org.jspecify.annotations.NullMarked;
