/// How soon people are told of what agents measure, and whether all of it and once.
@NullMarked
package io.nocturne.bench.alert;

import org.jspecify.annotations.NullMarked;
