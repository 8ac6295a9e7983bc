/// The rules that every module's architecture test shares.
@NullMarked
package io.nocturne.house;

import org.jspecify.annotations.NullMarked;
